/**
 * The demonstration: a small Swin Factorizer learns, on this machine and within minutes, to outline simulated lesions in a
 * real head, and is then tested on heads it has not seen. Start with {@link
 * dev.factorizer.examples.demo.Demo}; the heads come from {@link dev.factorizer.examples.demo.HeadSimulator}.
 *
 * <p>One head with simulated lesions shows that everything works together. It is not a clinical result.
 */
package dev.factorizer.examples.demo;
