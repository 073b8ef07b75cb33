/** A Korean particle hung on something in backticks: it reads wrongly for half of all names. */
export const hungParticle = /`(?:이|가|은|는|을|를|와|과|으로|로)(?=[\s,.])/;
