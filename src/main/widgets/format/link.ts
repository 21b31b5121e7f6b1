/** The address itself when it is one of the web, so that no feed can smuggle in another kind of link. */
export function webLink(address: string): string | undefined {
  try {
    const { protocol, href } = new URL(address);
    return protocol === "https:" || protocol === "http:" ? href : undefined;
  } catch {
    return undefined;
  }
}
