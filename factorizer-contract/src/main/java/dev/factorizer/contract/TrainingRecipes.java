package dev.factorizer.contract;

import dev.factorizer.models.losses.Activation;
import dev.factorizer.models.losses.DeepSupervision;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.losses.DiceFocal;
import dev.factorizer.models.losses.ExclusiveClasses;
import dev.factorizer.models.losses.GeneralizedDiceLoss;
import dev.factorizer.models.losses.Loss;
import dev.factorizer.models.optimizers.Adam;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.optimizers.Cosine;
import dev.factorizer.models.optimizers.CosineRestarts;
import dev.factorizer.models.optimizers.GradientClipping;
import dev.factorizer.models.optimizers.Optimizer;
import dev.factorizer.models.optimizers.Polynomial;
import dev.factorizer.models.optimizers.Schedule;
import dev.factorizer.models.optimizers.StochasticGradientDescent;
import dev.factorizer.models.optimizers.WarmupCosine;
import dev.factorizer.models.training.Training;

/** The losses, optimizers and schedules of {@code training_steps.py} by its names. */
final class TrainingRecipes {
    private static final int STEPS = 20;

    private TrainingRecipes() { }

    static Training training(PyTorchTraining recorded) {
        PyTorchTraining.Recipe recipe = recorded.recipe();
        Loss loss = recipe.heads() == 0 ? loss(recipe.loss()) : DeepSupervision.halving(loss(recipe.loss()), results(recorded));
        Training training = Training.of(recorded.network(), loss, optimizer(recipe), schedule(recipe.schedule()));
        return recipe.clipping().map(limit -> training.withClipping(new GradientClipping(limit))).orElse(training);
    }

    /** The authors' networks count the finest result among their heads, MONAI's do not. */
    private static int results(PyTorchTraining recorded) {
        return recorded.network().kind().equals("dynUNet") ? recorded.recipe().heads() + 1 : recorded.recipe().heads();
    }

    private static Loss loss(String name) {
        return switch (name) {
            case "as published" -> new DiceCrossEntropy();
            case "nnU-Net, classes" -> ExclusiveClasses.nnUNet(false);
            case "nnU-Net, regions" -> DiceCrossEntropy.nnUNetRegions(false);
            case "Dice + focal" -> new DiceFocal(Activation.SIGMOID, true);
            case "generalized Dice" -> new GeneralizedDiceLoss(Activation.SIGMOID, GeneralizedDiceLoss.Weight.SIMPLE);
            default -> throw new AssertionError("loss \"" + name + "\" is unknown");
        };
    }

    private static Optimizer optimizer(PyTorchTraining.Recipe recipe) {
        double rate = recipe.learningRate();
        double decay = recipe.weightDecay();
        return switch (recipe.optimizer()) {
            case "adam" -> new Adam(rate, decay);
            case "adamW" -> new AdamW(rate, decay);
            case "adamW with AMSGrad" -> new AdamW(rate, decay).withAmsgrad();
            case "SGD, Nesterov 0.99" -> new StochasticGradientDescent(rate, 0.99, 0, true, decay);
            case "SGD, momentum 0.9" -> new StochasticGradientDescent(rate, 0.9, 0, false, decay);
            default -> throw new AssertionError("optimizer \"" + recipe.optimizer() + "\" is unknown");
        };
    }

    private static Schedule schedule(String name) {
        return switch (name) {
            case "warm-up cosine" -> new WarmupCosine(3, STEPS + 1);
            case "polynomial" -> new Polynomial(STEPS);
            case "cosine" -> new Cosine(STEPS);
            case "cosine restarts" -> new CosineRestarts(5, 2, 0);
            case "constant" -> Schedule.CONSTANT;
            default -> throw new AssertionError("schedule \"" + name + "\" is unknown");
        };
    }
}
