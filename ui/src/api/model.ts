// Words of the three-factor model, looked up by factor and aspect.
import { MODEL, type Aspect, type Factor, type Tag } from "./index";

export const FACTORS: readonly Factor[] = ["B", "E", "S"];
export const ASPECTS: readonly Aspect[] = ["shows", "healthy", "unhealthy", "workOn"];

const textOf = (factor: Factor) => MODEL.find((text) => text.factor === factor);
const aspectOf = (tag: Tag) => textOf(tag.factor)?.aspects.find((text) => text.aspect === tag.aspect);

export const factorName = (factor: Factor): string => textOf(factor)?.name ?? factor;
export const factorShort = (factor: Factor): string => textOf(factor)?.short ?? factor;
export const aspectName = (tag: Tag): string => aspectOf(tag)?.name ?? tag.aspect;
export const aspectHint = (tag: Tag): string => aspectOf(tag)?.hint ?? "";
export const tagName = (tag: Tag): string => `${tag.factor} ${factorName(tag.factor)}: ${aspectName(tag)}`;
