/** Words as they are looked for: in small letters and without accents, so that “zoe” finds “Zoë”. */
export const folded = (words: string): string => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
