import org.jspecify.annotations.NullMarked;

/**
 * Layers, networks, losses, optimizers, training, metrics and sliding-window inference, written with the operations of the
 * API. Knows no backend: the program that runs a network opens one. Nothing may be
 * null but where an annotation says so.
 *
 * @uses dev.factorizer.models.losses.LossKind losses of other modules, by their names in recipes
 * @provides dev.factorizer.api.network.NetworkKind the kinds "factorizer", "deconver", "dynUNet", "segResNet", "swinUNETR" and "unetr"
 */
@NullMarked
module dev.factorizer.models {
    // Says what may be null, to compilers and checkers; nothing at run time needs it.
    requires static org.jspecify;

    requires transitive dev.factorizer.api;
    requires transitive dev.factorizer.io;
    // What a machine or container has of memory.
    requires java.management;
    requires jdk.management;
    requires org.apache.commons.statistics.inference;

    exports dev.factorizer.models.bundles;
    exports dev.factorizer.models.calibration;
    exports dev.factorizer.models.challenges;
    exports dev.factorizer.models.curves;
    exports dev.factorizer.models.evaluation;
    exports dev.factorizer.models.explanation;
    exports dev.factorizer.models.inference;
    exports dev.factorizer.models.layers;
    exports dev.factorizer.models.losses;
    exports dev.factorizer.models.metrics;
    exports dev.factorizer.models.networks;
    exports dev.factorizer.models.optimizers;
    exports dev.factorizer.models.planning;
    exports dev.factorizer.models.prediction;
    exports dev.factorizer.models.recipes;
    exports dev.factorizer.models.runs;
    exports dev.factorizer.models.statistics;
    exports dev.factorizer.models.training;
    exports dev.factorizer.models.truth;
    exports dev.factorizer.models.variants;

    uses dev.factorizer.models.losses.LossKind;

    provides dev.factorizer.api.network.NetworkKind with
            dev.factorizer.models.networks.DeconverKind,
            dev.factorizer.models.networks.DynUNetKind,
            dev.factorizer.models.networks.FactorizerKind,
            dev.factorizer.models.networks.SegResNetKind,
            dev.factorizer.models.networks.SwinUNETRKind,
            dev.factorizer.models.networks.UNETRKind;
}
