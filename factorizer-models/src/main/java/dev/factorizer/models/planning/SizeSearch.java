package dev.factorizer.models.planning;

import dev.factorizer.api.backend.Backend;
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
 * becomes smaller before the network does, as nnU-Net does. Then by time: where too few updates fit, the network becomes narrower before
 * the window becomes smaller; where very many do, batches become larger.
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
    /** With so many times the least updates, batches become larger. */
    private static final int PLENTY = 4;
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
            while (updates(found, stepSeconds) < draft.network().leastUpdates()) {
                Optional<Candidate> faster = faster(found, stepSeconds);
                if (faster.isEmpty()) {
                    break;
                }
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
            for (Optional<Candidate> larger = larger(found, stepSeconds); larger.isPresent(); larger = larger(found, stepSeconds)) {
                double slower = timed(larger.get());
                boolean plenty = updates(larger.get(), slower) >= PLENTY * draft.network().leastUpdates();
                tell(plenty ? found : larger.get(), OptionalDouble.of(plenty ? stepSeconds : slower),
                        plenty ? Attempt.Verdict.FITS : Attempt.Verdict.TOO_SLOW);
                if (!plenty) {
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

    private Candidate candidate(double voxels, int widthIndex, int batchSize) {
        Downsampling shape = draft.network().downsampling(goal, goal.window(voxels));
        int width = draft.network().widths().get(widthIndex);
        TrainingLength length = new TrainingLength(1, TrainingLength.USUAL_UPDATES, 1, 1, 1);
        // Many wishes lead to one window.
        return seen.computeIfAbsent(List.of(shape.window(), width, batchSize), _ -> Candidate.of(draft.recipe(shape, width, batchSize, length),
                shape, widthIndex, draft.largestVoxels(), backend)).withVoxels(voxels);
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
            Optional<Candidate> found = largest(goal.most(), width == last ? least : large, width, BATCH);
            if (found.isPresent()) {
                return found.get();
            }
        }
        Candidate smallest = candidate(least, last, 1);
        if (!fits(smallest)) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, "plan: the smallest training, a window of %s voxels with %d channels"
                    + " at first and batches of 1, takes %s of memory, found a limit of %s; allow it as much", edges(smallest.shape().window()),
                    draft.network().widths().getLast(), mebibytes(smallest.bytes()), mebibytes(budget.bytes())));
        }
        return smallest;
    }

    private Optional<Candidate> largest(double from, double to, int widthIndex, int batchSize) {
        double voxels = from;
        while (true) {
            Candidate candidate = candidate(voxels, widthIndex, batchSize);
            if (fits(candidate)) {
                return Optional.of(candidate);
            }
            tell(candidate, OptionalDouble.empty(), Attempt.Verdict.TOO_LARGE);
            if (voxels <= to) {
                return Optional.empty();
            }
            // What a step takes grows with its voxels: far too much is left behind in one go.
            double ratio = (double) budget.bytes() / candidate.bytes();
            voxels = Math.max(to, voxels * Math.min(SHRINKING, ratio / SHRINKING));
        }
    }

    /** The next smaller size that may be fast enough; the smallest if none may be; none if this is it. */
    private Optional<Candidate> faster(Candidate slow, double stepSeconds) {
        int last = draft.network().widths().size() - 1;
        int widthIndex = slow.widthIndex();
        double voxels = slow.voxels();
        double seconds;
        do {
            if (widthIndex < last) {
                widthIndex++;
            } else if (voxels > least) {
                voxels = Math.max(least, voxels * SHRINKING);
            } else {
                break;
            }
            seconds = stepSeconds * optimistic(widthIndex, voxels, slow);
        } while (updates(slow, seconds) < draft.network().leastUpdates());
        Candidate next = candidate(voxels, widthIndex, slow.batchSize());
        return next.shape().equals(slow.shape()) && widthIndex == slow.widthIndex() ? Optional.empty() : Optional.of(next);
    }

    /** To which share a step shrinks at best: with the square of its channels, and with its voxels. */
    private double optimistic(int widthIndex, double voxels, Candidate slow) {
        double width = (double) draft.network().widths().get(widthIndex) / draft.network().widths().get(slow.widthIndex());
        return width * width * Math.min(1, voxels / slow.voxels());
    }

    private Optional<Candidate> larger(Candidate found, double stepSeconds) {
        double all = goal.size().stream().mapToDouble(Integer::doubleValue).reduce(draft.trainingCases(), (a, b) -> a * b);
        if (2 * found.work() > OF_ALL_VOXELS * all || updates(found, 2 * stepSeconds) < PLENTY * draft.network().leastUpdates()) {
            return Optional.empty();
        }
        Candidate larger = candidate(found.voxels(), found.widthIndex(), 2 * found.batchSize());
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
