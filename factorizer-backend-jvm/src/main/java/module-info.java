/** The default backend: plain-Java Vector-API kernels, no native library. */
module dev.factorizer.backend.jvm {
    requires jdk.incubator.vector;
}
