/**
 * The contracts: tensors, graphs and their operations, fusion, differentiation, lowering, memory planning, factorization, networks,
 * and what a backend provides. Plain Java without data or third-party code.
 *
 * @uses dev.factorizer.api.backend.BackendProvider to find backends
 */
module dev.factorizer.api {
    exports dev.factorizer.api.backend;
    exports dev.factorizer.api.differentiation;
    exports dev.factorizer.api.factorization;
    exports dev.factorizer.api.fusion;
    exports dev.factorizer.api.graph;
    exports dev.factorizer.api.lowering;
    exports dev.factorizer.api.memory;
    exports dev.factorizer.api.network;
    exports dev.factorizer.api.operations;
    exports dev.factorizer.api.tensor;

    uses dev.factorizer.api.backend.BackendProvider;
}
