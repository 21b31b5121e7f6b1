// In the page's bundle an imported stylesheet goes to main.css and has no value; in the widgets' it is its own text.
declare module "*.css" {
  const text: string;
  export default text;
}
