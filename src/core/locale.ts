export const locales = ['en', 'ko'] as const;
export type Locale = (typeof locales)[number];

/** The same sentence in every language we speak. A missing language does not compile. */
export type Text = { readonly [L in Locale]: string };
