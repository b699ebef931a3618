package dev.factorizer.models.planning;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.models.planning.Candidate.Wish;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Looks for the size of a training. By memory first: the largest window and the widest network whose step fits, where the window
 * becomes smaller before the network does, as nnU-Net does. Then by time: many cheap updates are worth more than a wide network, so
 * where fewer than are {@linkplain ProposedNetwork#plentyOfUpdates plenty} fit, the network becomes as narrow as the one that learns
 * fastest, then windows are cut to a little less than a case; where not even the {@linkplain ProposedNetwork#leastUpdates least} fit, the
 * network becomes narrower still before windows become smaller. Where very many fit, batches become larger.
 */
final class SizeSearch {
    private static final int BATCH = 2;
    /** Windows become no smaller than this before the network becomes narrower: 96³, or 256² of a slice. */
    private static final double LARGE_WINDOW = 96 * 96 * 96;
    private static final double LARGE_SLICE = 256 * 256;
    /** And never smaller than this: 16³, or 32² of a slice. */
    private static final double LEAST_WINDOW = 16 * 16 * 16;
    private static final double LEAST_SLICE = 32 * 32;
    private static final double SHRINKING = 0.85;
    /** With so many times the updates that are plenty, batches become larger. */
    private static final int MORE_THAN_PLENTY = 2;
    /** nnU-Net's: a batch holds no more than this of all voxels. */
    private static final double OF_ALL_VOXELS = 0.05;

    private final RecipeDraft draft;
    private final PlanBudget budget;
    private final Backend backend;
    private final StepClock clock;
    private final Consumer<Attempt> listener;
    private final WindowGoal goal;
    private final double seconds;
    private final double least;
    private final List<Attempt> attempts = new ArrayList<>();
    private final Map<Object, Candidate> seen = new HashMap<>();

    SizeSearch(RecipeDraft draft, PlanBudget budget, Backend backend, StepClock clock, Consumer<Attempt> listener) {
        this.draft = draft;
        this.budget = budget;
        this.backend = backend;
        this.clock = clock;
        this.listener = listener;
        this.goal = draft.goal();
        this.seconds = budget.time().map(time -> time.toMillis() / 1e3).orElse(Double.POSITIVE_INFINITY);
        this.least = Math.min(goal.most(), slices() ? LEAST_SLICE : LEAST_WINDOW);
    }

    /**
     * What was found.
     *
     * @param candidate the size
     * @param length how long it is trained
     * @param attempts all sizes that were looked at
     */
    record Found(Candidate candidate, TrainingLength length, List<Attempt> attempts) { }

    Found run() {
        Candidate found = largest();
        double stepSeconds = timed(found);
        if (budget.time().isPresent()) {
            for (boolean plenty : List.of(true, false)) {
                for (Optional<Candidate> faster = faster(found, stepSeconds, plenty); faster.isPresent();
                        faster = faster(found, stepSeconds, plenty)) {
                    double fasterSeconds = timed(faster.get());
                    // Validation in many small windows can take longer than they save.
                    boolean helps = updates(faster.get(), fasterSeconds) > updates(found, stepSeconds);
                    tell(helps ? found : faster.get(), OptionalDouble.of(helps ? stepSeconds : fasterSeconds), Attempt.Verdict.TOO_SLOW);
                    if (!helps) {
                        break;
                    }
                    found = faster.get();
                    stepSeconds = fasterSeconds;
                }
            }
            for (Optional<Candidate> larger = larger(found, stepSeconds); larger.isPresent(); larger = larger(found, stepSeconds)) {
                double slower = timed(larger.get());
                boolean enough = updates(larger.get(), slower) >= manyUpdates();
                tell(enough ? found : larger.get(), OptionalDouble.of(enough ? stepSeconds : slower),
                        enough ? Attempt.Verdict.FITS : Attempt.Verdict.TOO_SLOW);
                if (!enough) {
                    break;
                }
                found = larger.get();
                stepSeconds = slower;
            }
        }
        requireOne(found, stepSeconds);
        tell(found, OptionalDouble.of(stepSeconds), Attempt.Verdict.TAKEN);
        TrainingLength length = TrainingLength.of(seconds, passSteps(found.batchSize()), stepSeconds, validation(found, stepSeconds));
        return new Found(found, length, List.copyOf(attempts));
    }

    private boolean slices() {
        return goal.size().size() == 2;
    }

    private int passSteps(int batchSize) {
        return Math.ceilDiv(draft.trainingCases(), batchSize);
    }

    private double timed(Candidate candidate) {
        double found = clock.seconds(candidate.recipe());
        if (!(found > 0 && Double.isFinite(found))) {
            throw new IllegalArgumentException("plan: an update takes " + found + " seconds, expected a number above 0");
        }
        return found;
    }

    /** A window forward takes a third of a window forward and backward. */
    private double validation(Candidate candidate, double stepSeconds) {
        return stepSeconds / 3 / candidate.batchSize() * draft.windowsOfACase(candidate.shape().window()) * draft.validationCases();
    }

    private int updates(Candidate candidate, double stepSeconds) {
        return TrainingLength.updates(seconds, stepSeconds, validation(candidate, stepSeconds));
    }

    private void requireOne(Candidate candidate, double stepSeconds) {
        double needed = (stepSeconds + validation(candidate, stepSeconds)) / (1 - TrainingLength.SPARE);
        if (seconds < needed) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, "plan: one update and one validation of the smallest training take"
                    + " %.1f minutes, found %.1f; give it more time", needed / 60, seconds / 60));
        }
    }

    private int manyUpdates() {
        return MORE_THAN_PLENTY * draft.network().plentyOfUpdates();
    }

    private Candidate candidate(Wish wish) {
        Downsampling shape = draft.network().downsampling(goal.withCut(wish.cut()), goal.window(wish.voxels()));
        int width = draft.network().widths().get(wish.widthIndex());
        TrainingLength length = new TrainingLength(1, TrainingLength.USUAL_UPDATES, 1, 1, 1);
        // Many wishes lead to one window.
        return seen.computeIfAbsent(List.of(shape.window(), width, wish.batchSize()), _ -> Candidate.of(draft.recipe(shape, width,
                wish.batchSize(), length), shape, wish, draft.largestVoxels(), backend)).withWish(wish);
    }

    private void tell(Candidate candidate, OptionalDouble stepSeconds, Attempt.Verdict verdict) {
        Attempt attempt = new Attempt(candidate.shape().window(), draft.network().widths().get(candidate.widthIndex()),
                candidate.batchSize(), candidate.bytes(), stepSeconds, verdict);
        if (!attempts.contains(attempt)) {
            attempts.add(attempt);
            listener.accept(attempt);
        }
    }

    private boolean fits(Candidate candidate) {
        return candidate.bytes() <= budget.bytes();
    }

    private Candidate largest() {
        int last = draft.network().widths().size() - 1;
        double large = Math.min(goal.most(), slices() ? LARGE_SLICE : LARGE_WINDOW);
        for (int width = 0; width <= last; width++) {
            Optional<Candidate> found = largest(new Wish(goal.most(), false, width, BATCH), width == last ? least : large);
            if (found.isPresent()) {
                return found.get();
            }
        }
        Candidate smallest = candidate(new Wish(least, false, last, 1));
        if (!fits(smallest)) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, "plan: the smallest training, a window of %s voxels with %d channels"
                    + " at first and batches of 1, takes %s of memory, found a limit of %s; allow it as much", edges(smallest.shape().window()),
                    draft.network().widths().getLast(), mebibytes(smallest.bytes()), mebibytes(budget.bytes())));
        }
        return smallest;
    }

    private Optional<Candidate> largest(Wish wish, double leastVoxels) {
        while (true) {
            Candidate candidate = candidate(wish);
            if (fits(candidate)) {
                return Optional.of(candidate);
            }
            tell(candidate, OptionalDouble.empty(), Attempt.Verdict.TOO_LARGE);
            if (wish.voxels() <= leastVoxels) {
                return Optional.empty();
            }
            // What a step takes grows with its voxels: far too much is left behind in one go.
            double ratio = (double) budget.bytes() / candidate.bytes();
            wish = wish.withVoxels(Math.max(leastVoxels, wish.voxels() * Math.min(SHRINKING, ratio / SHRINKING)));
        }
    }

    /**
     * The next smaller size that may be fast enough; the smallest if none may be; none if this is it, or is fast enough.
     *
     * @param plenty whether it is to have plenty of updates, as long as it doesn't become too small; else the least
     */
    private Optional<Candidate> faster(Candidate slow, double stepSeconds, boolean plenty) {
        int wanted = plenty ? draft.network().plentyOfUpdates() : draft.network().leastUpdates();
        Candidate next = slow;
        double seconds = stepSeconds;
        while (updates(slow, seconds) < wanted) {
            Optional<Wish> smaller = smaller(next.wish(), plenty);
            if (smaller.isEmpty()) {
                break;
            }
            next = candidate(smaller.get());
            seconds = stepSeconds * optimistic(next, slow);
        }
        return next.shape().equals(slow.shape()) && next.widthIndex() == slow.widthIndex() ? Optional.empty() : Optional.of(next);
    }

    private Optional<Wish> smaller(Wish wish, boolean plenty) {
        int narrowest = plenty ? draft.network().fastestWidthIndex() : draft.network().widths().size() - 1;
        return wish.widthIndex() < narrowest ? Optional.of(wish.narrower())
                : !wish.cut() ? Optional.of(wish.whereCut())
                : !plenty && wish.voxels() > least ? Optional.of(wish.withVoxels(Math.max(least, wish.voxels() * SHRINKING)))
                : Optional.empty();
    }

    /** To which share a step shrinks at best: with the square of its channels, and with its voxels. */
    private double optimistic(Candidate next, Candidate slow) {
        double width = (double) draft.network().widths().get(next.widthIndex()) / draft.network().widths().get(slow.widthIndex());
        return width * width * Math.min(1, next.shape().voxels() / slow.shape().voxels());
    }

    private Optional<Candidate> larger(Candidate found, double stepSeconds) {
        double all = goal.size().stream().mapToDouble(Integer::doubleValue).reduce(draft.trainingCases(), (a, b) -> a * b);
        if (2 * found.work() > OF_ALL_VOXELS * all || updates(found, 2 * stepSeconds) < manyUpdates()) {
            return Optional.empty();
        }
        Candidate larger = candidate(found.wish().withBatchSize(2 * found.batchSize()));
        if (fits(larger)) {
            return Optional.of(larger);
        }
        tell(larger, OptionalDouble.empty(), Attempt.Verdict.TOO_LARGE);
        return Optional.empty();
    }

    static String edges(List<Integer> window) {
        return window.stream().map(String::valueOf).collect(Collectors.joining("×"));
    }

    static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MiB", Math.ceilDiv(bytes, 1L << 20));
    }
}
