package dev.factorizer.models.curves;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/**
 * An event file of TensorBoard: numbers and pictures by step, each under a tag. The format is that of
 * {@code tensorboard/summary/writer/record_writer.py} and {@code tensorboard/compat/proto/event.proto}.
 *
 * <pre>{@code
 * try (EventFile events = EventFile.open(folder)) {
 *     events.scalar("train_loss", step, loss);
 * }
 * }</pre>
 *
 * <p>Each start makes a file of its own, and TensorBoard shows all files of a folder as one run. So nothing is appended to a record that
 * a killed process left half-written. Each event reaches the operating system before its method returns. For one thread.
 */
public final class EventFile implements AutoCloseable {
    private static final String VERSION = "brain.Event:2";
    private static final int SESSION_START = 1;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int PNG_WIDTH = 16;
    private static final int PNG_HEIGHT = 20;
    private static final int PNG_START = 24;
    private static final int COLOR = 3;

    private final Path file;
    private final FileChannel channel;
    private final Clock clock;

    private EventFile(Path file, FileChannel channel, Clock clock) throws IOException {
        this.file = file;
        this.channel = channel;
        this.clock = clock;
        write(event().text(3, VERSION));
    }

    /**
     * Begins a file.
     *
     * @param folder the run's folder, which must exist
     * @return the file, to be closed
     * @throws IOException if it can't be written
     */
    public static EventFile open(Path folder) throws IOException {
        return open(folder, Clock.systemUTC());
    }

    /**
     * Begins a file of a training that goes on after a step: what an earlier start wrote about later steps is no longer shown.
     *
     * @param folder the run's folder, which must exist
     * @param step how many steps were done, as the checkpoint says
     * @return the file, to be closed
     * @throws IOException if it can't be written
     */
    public static EventFile resume(Path folder, long step) throws IOException {
        EventFile events = open(folder);
        try {
            // TensorBoard drops events of this step and later ones that it has read before.
            events.write(events.event().number(2, requireStep(step) + 1).message(7, new ProtocolMessage().number(1, SESSION_START)));
        } catch (IOException | RuntimeException e) {
            events.close();
            throw e;
        }
        return events;
    }

    static EventFile open(Path folder, Clock clock) throws IOException {
        Instant now = clock.instant();
        for (int count = 0; ; count++) {
            // A host's name stands there elsewhere; nothing reads it, and files are passed on.
            Path file = folder.resolve(String.format(Locale.ROOT, "events.out.tfevents.%010d.factorizer.%d.%d", now.getEpochSecond(),
                    ProcessHandle.current().pid(), count));
            FileChannel channel;
            try {
                channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } catch (FileAlreadyExistsException e) {
                continue;
            }
            try {
                return new EventFile(file, channel, clock);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }
    }

    /** {@return the file's path} */
    public Path file() {
        return file;
    }

    /**
     * Writes a number.
     *
     * @param tag what it is, such as {@code train_loss}; a slash makes groups
     * @param step at least 0
     * @param value any number, also one that isn't finite
     * @throws IOException if it can't be written
     */
    public void scalar(String tag, long step, double value) throws IOException {
        write(event(step, new ProtocolMessage().text(1, requireTag(tag)).single(2, (float) value)));
    }

    /**
     * Writes a picture.
     *
     * @param tag what it shows; a slash makes groups
     * @param step at least 0
     * @param png the bytes of a PNG file
     * @throws IOException if it can't be written
     * @throws IllegalArgumentException if it is no PNG file
     */
    public void image(String tag, long step, byte[] png) throws IOException {
        if (png.length < PNG_START || !Arrays.equals(png, 0, PNG.length, PNG, 0, PNG.length)) {
            throw new IllegalArgumentException("event file: the picture \"" + tag + "\" of " + png.length + " bytes is no PNG file");
        }
        ByteBuffer header = ByteBuffer.wrap(png);
        ProtocolMessage picture = new ProtocolMessage().number(1, header.getInt(PNG_HEIGHT)).number(2, header.getInt(PNG_WIDTH))
                .number(3, COLOR).bytes(4, png);
        write(event(step, new ProtocolMessage().text(1, requireTag(tag)).message(4, picture)));
    }

    private ProtocolMessage event() {
        Instant now = clock.instant();
        return new ProtocolMessage().fixed(1, now.getEpochSecond() + now.getNano() / 1e9);
    }

    private ProtocolMessage event(long step, ProtocolMessage value) {
        return event().number(2, requireStep(step)).message(5, new ProtocolMessage().message(1, value));
    }

    private static long requireStep(long step) {
        if (step < 0) {
            throw new IllegalArgumentException("event file: step is " + step + ", expected at least 0");
        }
        return step;
    }

    private static String requireTag(String tag) {
        if (tag.isBlank()) {
            throw new IllegalArgumentException("event file: the tag is empty, expected a name such as train_loss");
        }
        return tag;
    }

    private void write(ProtocolMessage event) throws IOException {
        ByteBuffer record = EventRecord.of(event.bytes());
        long start = channel.position();
        try {
            while (record.hasRemaining()) {
                channel.write(record);
            }
        } catch (IOException e) {
            // Readers stop at half a record: on a disk that has room again, what follows would be lost.
            channel.truncate(start);
            throw e;
        }
    }

    /**
     * Ends the file.
     *
     * @throws IOException if it can't be closed
     */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
