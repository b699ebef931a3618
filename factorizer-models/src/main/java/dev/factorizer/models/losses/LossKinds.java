package dev.factorizer.models.losses;

import dev.factorizer.api.settings.SettingsReader;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;

/** Losses by the names that their identities have. */
public final class LossKinds {
    private static final Map<String, Function<SettingsReader, Loss>> OWN = new TreeMap<>(Map.ofEntries(
            kind("binaryCrossEntropy", _ -> new BinaryCrossEntropy()),
            kind("softmaxCrossEntropy", _ -> new SoftmaxCrossEntropy()),
            kind("deepSupervision", DeepSupervision::read),
            kind("diceCrossEntropy", DiceCrossEntropy::read),
            kind("diceFocal", DiceFocal::read),
            kind("diceLoss", DiceLoss::read),
            kind("exclusiveClasses", ExclusiveClasses::read),
            kind("focalLoss", FocalLoss::read),
            kind("generalizedDiceLoss", GeneralizedDiceLoss::read),
            kind("partlyLabeled", PartlyLabeled::read),
            kind("tverskyLoss", TverskyLoss::read)));

    private LossKinds() { }

    private static Map.Entry<String, Function<SettingsReader, Loss>> kind(String name, Function<SettingsReader, Loss> reader) {
        return Map.entry(name, reader);
    }

    /**
     * Reads what the identity of a loss wrote.
     *
     * @param read its kind and its settings; those that a kind has a usual value for may be left out
     * @return the loss
     * @throws IllegalArgumentException naming what is missing, unknown or out of range
     */
    public static Loss read(SettingsReader read) {
        try {
            return read(read, ServiceLoader.load(LossKind.class, LossKind.class.getClassLoader()));
        } catch (ServiceConfigurationError e) {
            throw new IllegalArgumentException("loss: a kind of loss can't be loaded: " + e.getMessage()
                    + (e.getCause() == null ? "" : ": " + e.getCause()), e);
        }
    }

    static Loss read(SettingsReader read, Iterable<LossKind> others) {
        return read.choice("kind", all(others)).apply(read);
    }

    /** Also those that other modules provide. */
    private static Map<String, Function<SettingsReader, Loss>> all(Iterable<LossKind> others) {
        Map<String, Function<SettingsReader, Loss>> all = new TreeMap<>(OWN);
        for (LossKind kind : others) {
            if (all.putIfAbsent(String.valueOf(kind.name()), settings -> read(kind, settings)) != null) {
                throw new IllegalArgumentException("loss: the kind \"" + kind.name() + "\" of " + kind.getClass().getName()
                        + " is there already, expected a name of its own");
            }
        }
        return all;
    }

    /** What it makes must be saved and read again by the same name. */
    private static Loss read(LossKind kind, SettingsReader settings) {
        Loss loss = kind.read(settings);
        if (loss == null || loss.identity().filter(identity -> identity.kind().equals(kind.name())).isEmpty()) {
            throw new IllegalArgumentException("loss: " + kind.getClass().getName() + " gives a loss without an identity of the kind \""
                    + kind.name() + "\", expected one that has it");
        }
        return loss;
    }
}
