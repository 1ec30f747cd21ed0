import ts from 'typescript'

/** The exports that a host hands in: what is left out may also be stated as `undefined`. */
const handedIn = /(Options|MembershipQuery|AsOf|Subject|GeneratedHistory)$/

/**
 * The optional properties of exported options that do not take `undefined`, as `<file>: <type>.<property>`; groups of options
 * are looked into. A caller that compiles with `exactOptionalPropertyTypes` cannot hand on an option of its own that may be
 * absent.
 * @param {readonly string[]} files
 * @returns {string[]}
 */
export const strictOptions = (files) => {
  const program = ts.createProgram([...files], {
    module: ts.ModuleKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    noEmit: true,
  })
  const checker = program.getTypeChecker()
  return files.flatMap((file) => {
    const source = program.getSourceFile(file)
    const module = source === undefined ? undefined : checker.getSymbolAtLocation(source)
    if (module === undefined) return [`${file}: exports nothing`]
    return checker
      .getExportsOfModule(module)
      .filter(({ name }) => handedIn.test(name))
      .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol))
      .filter((symbol) => symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias))
      .flatMap((symbol) =>
        strictIn(checker, checker.getDeclaredTypeOfSymbol(symbol)).map((path) => `${symbol.name}.${path}`),
      )
      .map((path) => `${file}: ${path}`)
  })
}

/**
 * @param {ts.TypeChecker} checker
 * @param {ts.Type} type
 * @returns {string[]} paths of the properties
 */
const strictIn = (checker, type) =>
  type
    .getProperties()
    .filter((property) => property.flags & ts.SymbolFlags.Optional)
    .flatMap((property) => {
      const stated = checker.getTypeOfSymbol(property)
      const own = takesUndefined(checker, stated) ? [] : [property.name]
      const groups = (stated.isUnion() ? stated.types : [stated]).filter(isGroup)
      return [...own, ...groups.flatMap((group) => strictIn(checker, group).map((path) => `${property.name}.${path}`))]
    })

/**
 * An absent property has a type of its own in the compiler, which is another one than `undefined`.
 * @param {ts.TypeChecker} checker
 * @param {ts.Type} stated
 */
const takesUndefined = (checker, stated) =>
  (stated.isUnion() ? stated.types : [stated]).some(
    (member) => member === checker.getUndefinedType() || (member.flags & ts.TypeFlags.Unknown) !== 0,
  )

/** Whether this is an object of options in its turn: every property may be left out. @param {ts.Type} type */
const isGroup = (type) =>
  (type.flags & ts.TypeFlags.Object) !== 0 &&
  type.getCallSignatures().length === 0 &&
  type.getProperties().length > 0 &&
  type.getProperties().every((property) => property.flags & ts.SymbolFlags.Optional)
