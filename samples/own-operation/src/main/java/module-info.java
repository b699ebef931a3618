/** An operation outside of the project, and a loss that uses it. */
module com.example.operation {
    requires transitive dev.factorizer.models;

    exports com.example.operation;
}
