/**
 * Golden values: what the published implementation computes, stored as files, and how a backend is compared with them.
 * Start with {@link dev.factorizer.golden.Golden}. A case is one file; its kind says what is computed and is one class
 * here, which builds the same computation with the API; its area is its folder. What is not understood is reported as
 * unsupported, by name, and never counted as passed.
 */
package dev.factorizer.golden;
