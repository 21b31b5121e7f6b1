/** What the page needs of the network. */
export type Fetch = (url: string, init?: RequestInit) => Promise<{ readonly status: number }>;

const UNAUTHORIZED = 401;
const DONE = 204;

/** Whether the gateway wants a token that this browser has not shown. A gateway that does not answer wants none. */
export async function isLocked(fetch: Fetch, gateway: string): Promise<boolean> {
  return fetch(`${gateway}/api/mesh`, { credentials: "include" }).then(
    (answer) => answer.status === UNAUTHORIZED,
    () => false,
  );
}

/** Shows the token; the gateway answers with a cookie. The empty text is success, anything else says what is wrong. */
export async function login(fetch: Fetch, gateway: string, token: string): Promise<string> {
  const body = JSON.stringify({ token: token.trim() });
  const headers = { "Content-Type": "application/json" };
  return fetch(`${gateway}/login`, { method: "POST", headers, body, credentials: "include" }).then(
    (answer) => {
      if (answer.status === DONE) return "";
      return answer.status === UNAUTHORIZED ? "This is not one of the tokens" : `The gateway answers ${answer.status}`;
    },
    () => "The gateway does not answer",
  );
}
