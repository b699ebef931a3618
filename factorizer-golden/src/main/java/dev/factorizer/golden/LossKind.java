package dev.factorizer.golden;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Cast;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.models.losses.Activation;
import dev.factorizer.models.losses.BinaryCrossEntropy;
import dev.factorizer.models.losses.DeepSupervision;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.losses.DiceFocal;
import dev.factorizer.models.losses.DiceLoss;
import dev.factorizer.models.losses.ExclusiveClasses;
import dev.factorizer.models.losses.FocalLoss;
import dev.factorizer.models.losses.GeneralizedDiceLoss;
import dev.factorizer.models.losses.Loss;
import dev.factorizer.models.losses.Reduction;
import dev.factorizer.models.losses.SoftmaxCrossEntropy;
import dev.factorizer.models.losses.TverskyLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Kind {@code loss}: functions of logits and a target. */
final class LossKind implements GraphKind {
    private static final double SMOOTH = 1e-5;

    @Override
    public Map<String, Value> build(GoldenGraph at) {
        Settings settings = at.settings();
        Value target = at.input("target").apply(new Cast(DataType.FLOAT32));
        if (!settings.text("loss").equals("deepSupervision")) {
            Value logits = at.input("logits");
            return Map.of("loss", loss(settings, logits.channels()).apply(logits, target));
        }
        List<Double> weights = settings.numbers("weights");
        List<Value> logits = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            logits.add(at.input("logits" + i));
        }
        settings.only("target", "nearest-exact to each level");
        Settings inner = settings.inner("base");
        Loss base = loss(inner, logits.getFirst().channels());
        inner.allRead();
        return Map.of("loss", new DeepSupervision(base, weights).applyAll(logits, target));
    }

    private static Loss loss(Settings settings, int channels) {
        String name = settings.text("loss");
        return switch (name) {
            case "binaryCrossEntropy" -> {
                settings.only("reduction", "mean");
                yield new BinaryCrossEntropy();
            }
            case "crossEntropy" -> {
                settings.only("reduction", "mean");
                settings.only("target", "class index");
                yield settings.has("target") ? new ExclusiveClasses(new SoftmaxCrossEntropy()) : new SoftmaxCrossEntropy();
            }
            case "dice" -> dice(settings, reduction(settings));
            case "diceCrossEntropy" -> diceCrossEntropy(settings, channels);
            case "diceFocal" -> {
                settings.only("reduction", "mean");
                yield new DiceFocal(dice(settings, Reduction.MEAN), focal(settings, Reduction.MEAN),
                        number(settings, "lambdaDice", 1), number(settings, "lambdaFocal", 1));
            }
            case "focal" -> focal(settings, reduction(settings));
            case "generalizedDice" -> new GeneralizedDiceLoss(activation(settings), weight(settings),
                    flag(settings, "batch", false), flag(settings, "includeBackground", true),
                    number(settings, "smoothNumerator", SMOOTH), number(settings, "smoothDenominator", SMOOTH),
                    reduction(settings));
            case "tversky" -> new TverskyLoss(activation(settings), settings.number("alpha"), settings.number("beta"),
                    flag(settings, "batch", false), flag(settings, "includeBackground", true),
                    number(settings, "smoothNumerator", SMOOTH), number(settings, "smoothDenominator", SMOOTH),
                    reduction(settings));
            default -> throw new UnsupportedCaseException("loss \"" + name + "\" is unknown");
        };
    }

    private static DiceLoss dice(Settings settings, Reduction reduction) {
        return new DiceLoss(activation(settings), flag(settings, "squaredPrediction", false), flag(settings, "jaccard", false),
                flag(settings, "batch", false), flag(settings, "includeBackground", true),
                number(settings, "smoothNumerator", SMOOTH), number(settings, "smoothDenominator", SMOOTH), reduction);
    }

    private static FocalLoss focal(Settings settings, Reduction reduction) {
        return new FocalLoss(activation(settings), settings.number("gamma"),
                settings.has("alpha") ? OptionalDouble.of(settings.number("alpha")) : OptionalDouble.empty(), reduction);
    }

    private static GeneralizedDiceLoss.Weight weight(Settings settings) {
        String name = settings.text("weight");
        return switch (name) {
            case "square" -> GeneralizedDiceLoss.Weight.SQUARE;
            case "simple" -> GeneralizedDiceLoss.Weight.SIMPLE;
            case "uniform" -> GeneralizedDiceLoss.Weight.UNIFORM;
            default -> throw new UnsupportedCaseException("weight \"" + name + "\" is unknown");
        };
    }

    private static Loss diceCrossEntropy(Settings settings, int channels) {
        settings.only("reduction", "mean");
        return new DiceCrossEntropy(dice(settings, Reduction.MEAN), crossEntropy(settings, channels),
                number(settings, "lambdaDice", 1), number(settings, "lambdaCrossEntropy", 1));
    }

    /** A case says which of both it is; the published loss takes the one that fits the channels. */
    private static DiceCrossEntropy.CrossEntropy crossEntropy(Settings settings, int channels) {
        String choice = settings.text("crossEntropy");
        return switch (choice) {
            case "binary" -> channels == 1 ? DiceCrossEntropy.CrossEntropy.AS_PUBLISHED : DiceCrossEntropy.CrossEntropy.BINARY;
            case "softmax" -> {
                if (channels == 1) {
                    throw new UnsupportedCaseException("softmax cross-entropy of a single channel");
                }
                yield DiceCrossEntropy.CrossEntropy.AS_PUBLISHED;
            }
            default -> throw new UnsupportedCaseException("cross-entropy \"" + choice + "\" is unknown");
        };
    }

    private static Activation activation(Settings settings) {
        String name = settings.text("activation");
        return switch (name) {
            case "sigmoid" -> Activation.SIGMOID;
            case "softmax" -> Activation.SOFTMAX;
            default -> throw new UnsupportedCaseException("activation \"" + name + "\" is unknown");
        };
    }

    private static Reduction reduction(Settings settings) {
        String name = settings.has("reduction") ? settings.text("reduction") : "mean";
        return switch (name) {
            case "mean" -> Reduction.MEAN;
            case "sum" -> Reduction.SUM;
            case "none" -> Reduction.NONE;
            default -> throw new UnsupportedCaseException("reduction \"" + name + "\" is unknown");
        };
    }

    private static boolean flag(Settings settings, String key, boolean absent) {
        return settings.has(key) ? settings.flag(key) : absent;
    }

    private static double number(Settings settings, String key, double absent) {
        return settings.has(key) ? settings.number(key) : absent;
    }
}
