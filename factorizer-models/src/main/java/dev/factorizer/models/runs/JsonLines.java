package dev.factorizer.models.runs;

import dev.factorizer.io.files.JsonTree;
import dev.factorizer.io.files.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The log of a training, an event per line. What was logged after the checkpoint that a training goes on from is cut off. */
final class JsonLines implements RunLog {
    private final Path file;
    private final FileChannel channel;

    private JsonLines(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens a log.
     *
     * @param file where it is
     * @param keep so many of its bytes are kept
     * @param warn is told if there are fewer
     */
    static JsonLines open(Path file, long keep, Consumer<String> warn) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean opened = false;
        try {
            if (channel.size() > keep) {
                channel.truncate(keep);
            }
            if (channel.size() < keep) {
                warn.accept(file + ": has " + channel.size() + " bytes, expected the " + keep + " that were written by the checkpoint's step;"
                        + " what happened between is missing in curves and reports");
            }
            channel.position(channel.size());
            opened = true;
            return new JsonLines(file, channel);
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    @Override
    public void accept(RunEvent event) throws IOException {
        Optional<Map<String, Object>> tree = tree(event);
        if (tree.isEmpty()) {
            return;
        }
        ByteBuffer line = ByteBuffer.wrap(JsonTree.line(tree.get()));
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** {@return its length, all of which is on disk now} */
    long force() throws IOException {
        try {
            channel.force(true);
            return channel.position();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private IOException failed(IOException e) {
        return new IOException(Printable.of(file + ": can't be written (" + e.getMessage() + "); what the last checkpoint has is kept: make"
                + " room, and start the same training again"), e);
    }

    private static Optional<Map<String, Object>> tree(RunEvent event) {
        return Optional.ofNullable(switch (event) {
            case RunEvent.Started started -> {
                Map<String, Object> tree = begin("start", started.step(), -1, started.seconds());
                tree.put("name", started.name());
                tree.put("steps", started.steps());
                tree.put("epochs", started.epochs());
                tree.put("trainingCases", started.trainingCases());
                tree.put("validationCases", started.validationCases());
                tree.put("memoryBytes", started.memory().totalBytes());
                yield tree;
            }
            case RunEvent.Stepped step -> {
                Map<String, Object> tree = begin("step", step.step(), step.epoch(), step.seconds());
                tree.put("loss", step.loss());
                tree.put("learningRate", step.learningRate());
                tree.put("gradientNorm", step.gradientNorm());
                tree.put("stepSeconds", step.stepSeconds());
                tree.put("waitedSeconds", step.waitedSeconds());
                yield tree;
            }
            case RunEvent.EpochEnded epoch -> {
                Map<String, Object> tree = begin("epoch", epoch.step(), epoch.epoch(), epoch.seconds());
                tree.put("meanLoss", epoch.meanLoss());
                tree.put("memoryBytes", epoch.memoryBytes().isPresent() ? epoch.memoryBytes().getAsLong() : null);
                tree.put("waitedShare", epoch.waitedShare());
                yield tree;
            }
            case RunEvent.Validated validated -> {
                Map<String, Object> tree = begin("validation", validated.step(), validated.epoch(), validated.seconds());
                tree.put("meanDice", validated.score().meanDice());
                tree.put("dice", validated.score().dice());
                tree.put("caseCount", validated.score().cases());
                tree.put("best", validated.best());
                tree.put("validationSeconds", validated.score().seconds());
                yield tree;
            }
            case RunEvent.Ended ended -> {
                Map<String, Object> tree = begin("end", ended.step(), ended.epoch(), ended.seconds());
                tree.put("ending", ended.ending().key());
                tree.put("waitedShare", ended.waitedShare());
                yield tree;
            }
            case RunEvent.Progressed _, RunEvent.Warned _, RunEvent.Fitted _, RunEvent.Transferred _ -> null;
        });
    }

    private static Map<String, Object> begin(String event, long step, int epoch, double seconds) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("event", event);
        tree.put("step", step);
        if (epoch >= 0) {
            tree.put("epoch", epoch);
        }
        tree.put("seconds", seconds);
        return tree;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
