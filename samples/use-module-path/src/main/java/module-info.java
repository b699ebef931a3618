/** Components of a scan, and its segmentation. */
module com.example.components {
    requires dev.factorizer.models;   // brings the API and IO with it
}
