/** Segments a volume. */
module com.example.segment {
    requires dev.factorizer.models;
}
