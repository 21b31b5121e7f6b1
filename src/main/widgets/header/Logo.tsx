/** A cell of the swarm with a price line in it; the same drawing as favicon.svg. */
export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path className="logo-cell" d="M16 1.5 28.6 8.75v14.5L16 30.5 3.4 23.25V8.75z" />
      <path className="logo-line" d="M8.5 19.5 13 14l4 4 6.5-8" />
      <circle cx="23.5" cy="10" r="2.3" />
    </svg>
  );
}
