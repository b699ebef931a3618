import org.jspecify.annotations.NullMarked;

/**
 * The contracts: tensors, graphs and their operations, fusion, differentiation, lowering, memory planning, factorization, networks,
 * and what a backend provides. Plain Java without data or third-party code. Nothing may be
 * null but where an annotation says so.
 *
 * @uses dev.factorizer.api.backend.BackendProvider to find backends
 * @uses dev.factorizer.api.network.NetworkKind to find kinds of networks
 * @uses dev.factorizer.api.fusion.FusionProvider to find rewrites of graphs
 * @provides dev.factorizer.api.fusion.FusionProvider for parts of blocks that are one operation each
 */
@NullMarked
module dev.factorizer.api {
    // Says what may be null, to compilers and checkers; nothing at run time needs it.
    requires static org.jspecify;

    exports dev.factorizer.api.backend;
    exports dev.factorizer.api.branches;
    exports dev.factorizer.api.deconvolution;
    exports dev.factorizer.api.differentiation;
    exports dev.factorizer.api.factorization;
    exports dev.factorizer.api.fusion;
    exports dev.factorizer.api.graph;
    exports dev.factorizer.api.lowering;
    exports dev.factorizer.api.memory;
    exports dev.factorizer.api.network;
    exports dev.factorizer.api.operations;
    exports dev.factorizer.api.settings;
    exports dev.factorizer.api.tensor;

    uses dev.factorizer.api.backend.BackendProvider;
    uses dev.factorizer.api.network.NetworkKind;
    uses dev.factorizer.api.fusion.FusionProvider;

    provides dev.factorizer.api.fusion.FusionProvider with dev.factorizer.api.branches.BranchFusion;
}
