/** Trains a recipe on a data set and measures what it learned. */
module com.example.hippocampus {
    requires dev.factorizer.models;
}
