package dev.factorizer.models.curves;

import dev.factorizer.io.files.MalformedFileException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The curves of a training, as its log has them ({@code log.jsonl}: an event per line).
 *
 * @param steps by step, the first one first
 * @param validations by step, the first one first
 * @param epochs by step, the first one first
 * @param seconds from the start to the last line, as far as lines say so; 0 if none does
 */
public record TrainingCurves(List<StepPoint> steps, List<ValidationPoint> validations, List<EpochPoint> epochs, double seconds) {
    /** Of a log: millions of steps. */
    private static final long MOST_BYTES = 1L << 30;

    /** Copies the lists. */
    public TrainingCurves {
        steps = List.copyOf(steps);
        validations = List.copyOf(validations);
        epochs = List.copyOf(epochs);
    }

    /**
     * A step of a training.
     *
     * @param step its number
     * @param loss the loss; not finite where the training broke off
     * @param learningRate the learning rate
     * @param seconds how long it took, without waiting
     * @param waitedSeconds how long it waited for data
     */
    public record StepPoint(long step, double loss, double learningRate, double seconds, double waitedSeconds) { }

    /**
     * A validation.
     *
     * @param step after which step
     * @param meanDice the mean over regions and cases, 0 to 1; not a number if no case has a region
     * @param dice by region
     */
    public record ValidationPoint(long step, double meanDice, Map<String, Double> dice) {
        /** Copies the map in its order. */
        public ValidationPoint {
            dice = Collections.unmodifiableMap(new LinkedHashMap<>(dice));
        }
    }

    /**
     * The end of an epoch.
     *
     * @param step after which step
     * @param meanLoss the mean loss of its steps
     * @param memoryBytes the memory in use; not a number where it isn't known
     * @param waitedShare the share of time that its steps waited for data, 0 to 1
     */
    public record EpochPoint(long step, double meanLoss, double memoryBytes, double waitedShare) { }

    /** What was read so far. */
    private static final class Points {
        final TreeMap<Long, StepPoint> steps = new TreeMap<>();
        final TreeMap<Long, ValidationPoint> validations = new TreeMap<>();
        final TreeMap<Long, EpochPoint> epochs = new TreeMap<>();
        double seconds;

        void add(LogLine line) throws MalformedFileException {
            switch (line.event()) {
                case "step" -> {
                    long step = line.step();
                    steps.tailMap(step, true).clear();
                    validations.tailMap(step, true).clear();
                    epochs.tailMap(step, true).clear();
                    steps.put(step, new StepPoint(step, line.number("loss"), line.number("learningRate"), line.number("stepSeconds"),
                            line.number("waitedSeconds")));
                }
                case "validation" -> validations.put(line.step(), new ValidationPoint(line.step(), line.number("meanDice"), line.numbers("dice")));
                case "epoch" -> epochs.put(line.step(), new EpochPoint(line.step(), line.number("meanLoss"), line.number("memoryBytes"),
                        line.number("waitedShare")));
                // Starts and ends have no numbers of their own.
                default -> { }
            }
            seconds = line.has("seconds") ? line.number("seconds") : seconds;
        }
    }

    /**
     * Reads a log. Of a training that was resumed before what it had logged, the later lines count: a line of a step takes all of
     * that step and later ones away. A last line without an end, as a killed process leaves it, is left out.
     *
     * @param log an event per line, of which {@code step}, {@code validation} and {@code epoch} are read
     * @return its curves
     * @throws IOException if it can't be read or a line is no event
     */
    public static TrainingCurves read(Path log) throws IOException {
        if (Files.size(log) > MOST_BYTES) {
            throw new MalformedFileException(log, "has " + Files.size(log) + " bytes, expected a log of at most " + MOST_BYTES);
        }
        Points points = new Points();
        boolean ends = endsWithLine(log);
        try (BufferedReader lines = Files.newBufferedReader(log)) {
            int number = 1;
            String next;
            for (String line = lines.readLine(); line != null; line = next, number++) {
                next = lines.readLine();
                if (!line.isBlank() && (next != null || ends)) {
                    points.add(new LogLine(log, number, line));
                }
            }
        } catch (MalformedInputException e) {
            throw new MalformedFileException(log, "is not UTF-8 text, expected a log with an event per line", e);
        }
        return new TrainingCurves(List.copyOf(points.steps.values()), List.copyOf(points.validations.values()), List.copyOf(points.epochs.values()),
                points.seconds);
    }

    private static boolean endsWithLine(Path log) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(log)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.position(Math.max(0, channel.size() - 1)).read(last);
            return last.get(0) == '\n';
        }
    }

    /** {@return the share of time that the steps waited for data, 0 to 1; 0 without steps} */
    public double waitedShare() {
        double waited = steps.stream().mapToDouble(StepPoint::waitedSeconds).sum();
        double all = waited + steps.stream().mapToDouble(StepPoint::seconds).sum();
        return all > 0 ? waited / all : 0;
    }
}
