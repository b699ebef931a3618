package dev.factorizer.models.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Why a training is as large and as long as it is, in the order of a recipe's file.
 *
 * @param draft what doesn't depend on its size
 * @param found its size
 * @param budget what it may take
 * @param foldsGiven whether the data set is divided already
 */
record Reasons(RecipeDraft draft, SizeSearch.Found found, PlanBudget budget, boolean foldsGiven) {
    List<Choice> choices() {
        List<Choice> choices = new ArrayList<>(draft.channels().choices().subList(0, 1));
        choices.add(draft.labels().choice());
        draft.labels().partly().ifPresent(choices::add);
        choices.add(folds());
        List<Choice> steps = new ArrayList<>(draft.geometry().choices());
        int normalization = (int) steps.stream().filter(step -> step.key().contains("crop") || step.key().contains("orientation")).count();
        steps.add(normalization, draft.channels().choices().getLast());
        choices.addAll(steps);
        choices.add(new Choice("preprocessing.spatialPad", window() + " voxels", "smaller cases are filled up to the network's window"));
        choices.add(new Choice("augmentation", samples().name(), samples().reason()));
        choices.add(kind());
        choices.add(new Choice("network.spatialSize", window() + " voxels", windowReason()));
        choices.add(new Choice(draft.network() == ProposedNetwork.SEG_RES_NET ? "network.width" : "network.widths", widths(),
                widthReason()));
        choices.add(loss());
        choices.add(new Choice("optimizer", "AdamW, " + draft.network().learningRate(), "it takes larger steps than momentum in few updates"));
        choices.add(new Choice("rate", "one cycle", "a rise and a fall over the whole training get most out of a given number of updates"));
        choices.add(length());
        choices.add(new Choice("training.batchSize", Integer.toString(size().batchSize()), batchReason()));
        choices.add(new Choice("training.clipping", "12", "a batch that is unlike all others must not undo what was learned; nnU-Net's limit"));
        choices.add(new Choice("training.validateEvery", found.length().validateEvery() + " epochs", String.format(Locale.ROOT,
                "%d validations of about %s each take little of the time", found.length().validations(),
                time(found.length().validationSeconds()))));
        choices.add(new Choice("inference", "windows that overlap by half", "as published, weighted by a Gaussian"));
        return choices;
    }

    private Candidate size() {
        return found.candidate();
    }

    private String window() {
        return SizeSearch.edges(size().shape().window());
    }

    private SampleRules samples() {
        return draft.samples(size().shape().window(), size().batchSize(), found.length().updates());
    }

    private Choice folds() {
        return new Choice("data.folds", draft.folds().count() + " folds", foldsGiven
                ? "the data set is divided already, which counts" : "nnU-Net's division with the seed " + draft.folds().seed()
                + ", cases of a subject together, for " + draft.cases() + " cases with a label");
    }

    private Choice kind() {
        return new Choice("network.kind", draft.network().kind(), draft.network() == ProposedNetwork.usual()
                ? "it learns most per step of the networks here; --network takes another one" : "it was asked for");
    }

    private String windowReason() {
        List<Integer> window = size().shape().window();
        double share = draft.goal().share(window);
        String cases = "half of the cases have at most " + SizeSearch.edges(draft.geometry().size()) + " voxels at this spacing";
        return (share >= 1 ? cases + ", which it holds whole" : String.format(Locale.ROOT, "%s, of which it sees %.0f %%: %s", cases, 100 * share,
                limitedBy(attempt -> !attempt.window().equals(window)))) + "; " + size().shape().stages() + " stages divide it";
    }

    private String widths() {
        return ProposedNetwork.widths(draft.network().widths().get(size().widthIndex()), size().shape()).stream().map(String::valueOf)
                .collect(Collectors.joining(", "));
    }

    private String widthReason() {
        int width = draft.network().widths().get(size().widthIndex());
        return size().widthIndex() == 0 ? "the usual width, whose step takes " + SizeSearch.mebibytes(size().bytes()) + " of the allowed "
                + SizeSearch.mebibytes(budget.bytes())
                : limitedBy(attempt -> attempt.width() > width) + "; its step takes " + SizeSearch.mebibytes(size().bytes());
    }

    /** What kept a training from being larger. */
    private String limitedBy(Predicate<Attempt> larger) {
        boolean slow = found.attempts().stream().filter(larger).anyMatch(attempt -> attempt.verdict() == Attempt.Verdict.TOO_SLOW);
        boolean large = found.attempts().stream().filter(larger).anyMatch(attempt -> attempt.verdict() == Attempt.Verdict.TOO_LARGE);
        return slow ? "a larger one makes fewer than " + draft.network().plentyOfUpdates() + " updates in the time, and many cheap ones teach more"
                : large ? "a larger one takes more than " + SizeSearch.mebibytes(budget.bytes()) + " of memory"
                : "nothing larger is tried";
    }

    private Choice loss() {
        boolean batch = draft.sumsOverBatch(size().shape().window());
        return new Choice("loss", draft.labels().exclusive() ? "Dice + softmax cross-entropy" : "Dice + binary cross-entropy",
                (draft.labels().exclusive() ? "nnU-Net's loss for labels that exclude each other" : "nnU-Net's loss for regions, each by itself")
                + (batch ? "; Dice is summed over the batch, as some windows have no foreground" : ""));
    }

    private Choice length() {
        TrainingLength length = found.length();
        String cost = String.format(Locale.ROOT, "an update takes about %s here, so all of it about %s", time(length.stepSeconds()),
                time(length.seconds()));
        String reason = budget.time().isEmpty() ? "nothing limits the time; " + cost
                : length.updates() < draft.network().leastUpdates() ? cost + ", as long as it may; expect less of it than of "
                + draft.network().leastUpdates() + " updates, which this network takes at least"
                : cost + ", as long as it may";
        return new Choice("training.epochs", length.epochs() + " epochs of " + length.stepsPerEpoch() + " updates", reason);
    }

    private String batchReason() {
        return size().batchSize() == 1 ? "memory allows no more" : size().batchSize() == 2 ? "as few as nnU-Net's least, so that more updates"
                + " fit" : "the time allows more than twice as many updates as are plenty, so that each sees more";
    }

    static String time(double seconds) {
        return seconds < 1 ? String.format(Locale.ROOT, "%.0f ms", 1000 * seconds)
                : seconds < 120 ? String.format(Locale.ROOT, "%.1f s", seconds)
                : seconds < 7200 ? String.format(Locale.ROOT, "%.0f minutes", seconds / 60)
                : String.format(Locale.ROOT, "%.1f hours", seconds / 3600);
    }
}
