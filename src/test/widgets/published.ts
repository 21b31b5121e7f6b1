// Checked by the compiler alone: the published types of the widgets say what the widgets are.
type Published = typeof import("../../main/widgets/embed/published/marketswarm");
type Real = typeof import("../../main/widgets/embed/marketswarm");
type Props<All> = { [Name in keyof All]: All[Name] extends (props: infer Given) => unknown ? Given : never };
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

export const real = (all: Real): Published => all;
export const takesTheSame: Same<Props<Published>, Props<Real>> = true;
