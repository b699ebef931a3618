/** Functions of each element: arithmetic, elementary functions, GELU, random numbers, the step of AdamW. */
package dev.factorizer.backend.jvm.kernels.elementwise;
