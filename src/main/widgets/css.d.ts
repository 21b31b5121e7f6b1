// esbuild gathers every imported stylesheet in main.css; for TypeScript they are imports without a value.
declare module "*.css";
