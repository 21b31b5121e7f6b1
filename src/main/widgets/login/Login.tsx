import { useState, type FormEvent } from "react";
import { usePage, useSwarm } from "../store/hooks";
import "./login.css";

/** Asks for the token where the gateway wants one. The token itself is kept nowhere. */
export function Login() {
  const swarm = useSwarm();
  const locked = usePage("locked");
  const [token, setToken] = useState("");
  const [trouble, setTrouble] = useState("");
  if (!locked) return null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTrouble(await swarm.unlock(token));
    setToken("");
  };
  return (
    <div className="login" role="dialog" aria-modal="true" aria-labelledby="login-title">
      <form onSubmit={submit}>
        <h2 id="login-title">This gateway is locked</h2>
        <label htmlFor="login-token">Access token</label>
        <input
          id="login-token"
          type="password"
          autoComplete="current-password"
          autoFocus
          required
          value={token}
          onChange={(event) => setToken(event.target.value)}
          aria-describedby="login-trouble"
        />
        <p id="login-trouble" role="alert">
          {trouble}
        </p>
        <button type="submit">Log in</button>
      </form>
    </div>
  );
}
