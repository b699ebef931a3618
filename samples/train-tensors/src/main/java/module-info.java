/** Trains on tensors. */
module com.example.tensors {
    requires dev.factorizer.models;
}
