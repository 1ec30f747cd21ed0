const hosts = [
  /\bregistry[.-][a-z0-9-]+(\.[a-z0-9-]+)+/i,
  /\bnpm\.pkg\.[a-z]+/i,
  /\b(artifactory|nexus|verdaccio)\.[a-z0-9.-]+/i,
  /^\s*(@[a-z-]+:)?registry\s*=/i,
  /_auth(Token)?\s*=/,
  /\btarball: https?:/,
]

/**
 * The numbers of the lines that name a registry: a lock file holds for any, and a clone has its own.
 * @param {string} text
 * @returns {number[]}
 */
export const registryLines = (text) =>
  text.split('\n').flatMap((line, index) => (hosts.some((host) => host.test(line)) ? [index + 1] : []))
