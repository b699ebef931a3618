/**
 * A trained model with all that is needed to use it, in one folder or archive: start with {@link
 * dev.factorizer.io.bundle.ModelBundle}. The network's own settings are only stored: the code that builds networks reads them.
 */
package dev.factorizer.io.bundle;
