/** Segments on the backend that is asked for. */
module com.example.swap {
    requires dev.factorizer.models;
}
