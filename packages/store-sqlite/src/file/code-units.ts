/** The text in UTF-16BE: its bytes sort as the text does by code unit, which its UTF-8 does not. */
export const codeUnits = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()
