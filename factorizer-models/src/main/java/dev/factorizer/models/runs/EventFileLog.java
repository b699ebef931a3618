package dev.factorizer.models.runs;

import dev.factorizer.models.curves.EventFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What TensorBoard shows of a training. */
final class EventFileLog implements RunLog {
    private final EventFile events;

    private EventFileLog(EventFile events) {
        this.events = events;
    }

    static EventFileLog open(Path folder, long step) throws IOException {
        // A start that was killed before its first checkpoint may have left events, too.
        try (DirectoryStream<Path> earlier = Files.newDirectoryStream(folder, "events.out.tfevents.*")) {
            boolean goesOn = step > 0 || earlier.iterator().hasNext();
            return new EventFileLog(goesOn ? EventFile.resume(folder, step) : EventFile.open(folder));
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    @Override
    public void accept(RunEvent event) throws IOException {
        switch (event) {
            case RunEvent.Stepped step -> {
                events.scalar("train_loss", step.step(), step.loss());
                events.scalar("learning_rate", step.step(), step.learningRate());
            }
            case RunEvent.Validated validated -> {
                events.scalar("val_mean_dice", validated.step(), validated.score().meanDice());
                for (var region : validated.score().dice().entrySet()) {
                    events.scalar("val_dice_" + region.getKey(), validated.step(), region.getValue());
                }
            }
            case RunEvent.Started _, RunEvent.EpochEnded _, RunEvent.Ended _, RunEvent.Progressed _, RunEvent.Warned _,
                    RunEvent.Fitted _, RunEvent.Transferred _ -> { }
        }
    }

    @Override
    public void close() throws IOException {
        events.close();
    }
}
