package dev.factorizer.io.cache;

import dev.factorizer.api.settings.Identity;
import dev.factorizer.io.augmentation.CaseSource;
import dev.factorizer.io.augmentation.LabelCounts;
import dev.factorizer.io.augmentation.Sample;
import dev.factorizer.io.augmentation.TrainingCase;
import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.NonFiniteVoxel;
import dev.factorizer.io.volume.Volume;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A folder of prepared cases, one file each. A file's name is a hash of the inputs' bytes, the settings and the version of the format, so
 * a changed input or setting is another file. Several processes may use one folder. What can't be read from it is prepared anew; where
 * nothing can be written, each case is prepared each time. Both are said, once for each reason.
 *
 * <pre>{@code
 * CaseCache cache = CaseCache.in(Path.of("cache"), 50L << 30, CasePreparation.of(Preprocessing.brats23()), System.err::println);
 * List<CaseSource> cases = files.stream().map(cache::source).toList();
 * }</pre>
 */
public final class CaseCache {
    private final Path folder;
    private final CasePreparation preparation;
    private final Consumer<String> warnings;
    private final CacheLimit limit;
    private final CaseKeys keys;
    /** Null where no folder can be made. */
    private final @Nullable EntryLocks locks;
    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private final Map<String, Object> making = new ConcurrentHashMap<>();
    private final AtomicLong found = new AtomicLong();
    private final AtomicLong prepared = new AtomicLong();
    private final AtomicLong damaged = new AtomicLong();
    private final AtomicBoolean stores;

    private CaseCache(Path folder, long bytes, CasePreparation preparation, Identity identity, Consumer<String> warnings)
            throws IOException {
        this.folder = folder;
        this.preparation = preparation;
        this.warnings = warnings;
        this.limit = new CacheLimit(folder, bytes);
        this.keys = new CaseKeys(identity);
        this.stores = new AtomicBoolean(makeFolder());
        this.locks = Files.isDirectory(folder) ? EntryLocks.in(folder) : null;
    }

    /**
     * A cache in a folder.
     *
     * @param folder where; made if it is missing
     * @param bytes the most that all cases in it take together, also those of other processes and settings
     * @param preparation what is done to the cases
     * @param warnings receives sentences about files that can't be read or written, and those that reading images gives
     * @return the cache
     * @throws IOException if something else than a folder is in its place
     * @throws IllegalArgumentException if the preparation has no identity
     */
    public static CaseCache in(Path folder, long bytes, CasePreparation preparation, Consumer<String> warnings) throws IOException {
        Optional<Identity> identity = preparation.identity();
        if (identity.isEmpty()) {
            throw new IllegalArgumentException("cache: the preparation has no identity, so what it made could not be told from what"
                    + " another one made; give it an identity()");
        }
        if (bytes < 1) {
            throw new IllegalArgumentException("cache: limit is " + bytes + " bytes, expected at least 1");
        }
        return new CaseCache(folder, bytes, preparation, identity.get(), warnings);
    }

    private boolean makeFolder() throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IOException(folder + ": is no folder, expected one for cached cases, or a free name");
        }
        try {
            Files.createDirectories(folder);
            return true;
        } catch (IOException e) {
            warn(folder + ": can't be made (" + e + "); cases are prepared each time");
            return false;
        }
    }

    /**
     * A case by way of this cache.
     *
     * @param files where it is
     * @return what samples are drawn from
     */
    public CaseSource source(CaseFiles files) {
        return new CaseSource() {
            @Override
            public String name() {
                return files.name();
            }

            @Override
            public TrainingCase open() throws IOException {
                return CaseCache.this.open(files);
            }
        };
    }

    /**
     * What a case was read from: it changes when a byte of its files does. Files that were read before are not read again.
     *
     * @param files where it is
     * @return SHA-256 over the hashes of its files, 64 hexadecimal digits
     * @throws IOException if one can't be read
     */
    public String contentHash(CaseFiles files) throws IOException {
        return keys.content(files, inputs(files.image().files()), inputs(List.of(files.label())));
    }

    /** {@return how often cases were found and prepared} */
    public CacheUse use() {
        return new CacheUse(found.get(), prepared.get(), damaged.get());
    }

    private TrainingCase open(CaseFiles files) throws IOException {
        InputFiles image = inputs(files.image().files());
        InputFiles label = inputs(List.of(files.label()));
        List<InputFiles.Stamp> before = stamps(image, label);
        String key = keys.of(files, files.image().series(), image, label);
        synchronized (making.computeIfAbsent(key, each -> new Object())) {
            TrainingCase there = find(files, key);
            if (there != null) {
                found.incrementAndGet();
                return there;
            }
            Sample sample = prepare(files);
            if (!stamps(inputs(files.image().files()), inputs(List.of(files.label()))).equals(before)) {
                throw new IOException(files.name() + ": a file of it was changed while it was read; start again when none is"
                        + " written to");
            }
            return keep(key, sample);
        }
    }

    private static InputFiles inputs(List<Path> files) throws IOException {
        try {
            return InputFiles.of(files);
        } catch (NoSuchFileException e) {
            throw new FileNotFoundException(e.getFile() + ": is missing");
        }
    }

    private static List<InputFiles.Stamp> stamps(InputFiles image, InputFiles label) throws IOException {
        try {
            List<InputFiles.Stamp> stamps = new ArrayList<>(image.stamps());
            stamps.addAll(label.stamps());
            return stamps;
        } catch (NoSuchFileException e) {
            throw new FileNotFoundException(e.getFile() + ": is missing");
        }
    }

    /** Null if it isn't there, or can't be read. */
    private @Nullable TrainingCase find(CaseFiles files, String key) {
        Path file = folder.resolve(key + CacheLimit.ENDING);
        if (locks == null || !Files.exists(file) || !locks.share(key)) {
            return null;
        }
        try {
            EntryFile entry = EntryFile.open(file);
            touch(file);
            return new CachedCase(files.name(), key, entry, locks, (unread, cause) -> renew(files, key, unread.path(), cause));
        } catch (IOException e) {
            sayDamaged(files, file, e);
            return null;
        } finally {
            release(locks, key);
        }
    }

    private void release(EntryLocks held, String key) {
        try {
            held.release(key);
        } catch (IOException e) {
            warn(folder + ": a lock can't be given back (" + e + "); another process may keep a case longer than it must");
        }
    }

    /** The time of a file is when it was last used. */
    private static void touch(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException e) {
            // A folder that can only be read: what is used there decides nothing.
            return;
        }
    }

    private void sayDamaged(CaseFiles files, Path file, IOException cause) {
        damaged.incrementAndGet();
        String reason = reason(cause);
        warn("cache: " + (reason.startsWith(file + ": ") ? reason : file + ": can't be read (" + reason + ")") + "; case "
                + files.name() + " is prepared anew");
    }

    private TrainingCase renew(CaseFiles files, String key, Path file, IOException cause) throws IOException {
        sayDamaged(files, file, cause);
        return keep(key, prepare(files));
    }

    private Sample prepare(CaseFiles files) throws IOException {
        prepared.incrementAndGet();
        Volume image = Volumes.read(files.image());
        image.warnings().forEach(this::warn);
        Volume label = Volumes.readLabels(files.label());
        Optional<NonFiniteVoxel> wrong = image.firstNonFinite();
        if (wrong.isPresent()) {
            throw new IOException(files.name() + ": " + wrong.get().describe());
        }
        if (!image.grid().isNear(label.grid(), Volumes.TOLERANCE)) {
            throw new MalformedFileException(files.label(), "has " + label.grid().describeSizes() + " voxels at "
                    + label.grid().affine() + ", expected " + image.grid().describeSizes() + " at " + image.grid().affine()
                    + " as in " + files.image().files().getFirst() + "; the label map must lie on the image's grid");
        }
        requireLabels(label, files.label());
        return preparation.prepare(files.name(), image, label);
    }

    /** Before anything is resampled: afterwards, a voxel's place is no longer that in the file. */
    private static void requireLabels(Volume label, Path file) throws MalformedFileException {
        if (label.channels() != 1) {
            throw new MalformedFileException(file, "has " + label.channels() + " channels, expected one of labels; regions that overlap"
                    + " are made of one map");
        }
        Grid grid = label.grid();
        for (int i = 0; i < grid.voxels(); i++) {
            float value = label.voxels()[i];
            if (!(value >= 0 && value <= LabelCounts.MOST && value == (int) value)) {
                throw new MalformedFileException(file, "is " + value + " at voxel (" + i / grid.z() / grid.y() + ", "
                        + i / grid.z() % grid.y() + ", " + i % grid.z() + "), expected labels: whole numbers from 0 to "
                        + LabelCounts.MOST);
            }
        }
    }

    /** Stores a case if that is possible. */
    private TrainingCase keep(String key, Sample sample) {
        LabelCounts labels = LabelCounts.of(sample.name(), sample.label());
        if (stores.get()) {
            try {
                store(key, sample, labels);
            } catch (IOException e) {
                // Several threads may fail at a time, each in its own words: what one says is enough.
                if (stores.compareAndSet(true, false)) {
                    warn("cache: " + folder + ": a case can't be stored (" + reason(e) + "); no more are, and those that are not"
                            + " there are prepared each time");
                }
            }
        }
        return TrainingCase.of(sample);
    }

    private void store(String key, Sample sample, LabelCounts labels) throws IOException {
        EntryFile.Content content = EntryFile.content(sample, labels);
        if (limit.makeRoom(content.bytes(), Objects.requireNonNull(locks, "nothing is stored without a folder"))) {
            AtomicFile.write(folder.resolve(key + CacheLimit.ENDING), content);
        } else {
            warn("cache: " + folder + " has no room within its limit of " + limit.bytes() + " bytes beside what is being read;"
                    + " cases that are not there are prepared each time");
        }
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException failed && failed.getReason() == null
                ? failed.getFile() + ": can't be opened (" + failed.getClass().getSimpleName() + ")" : String.valueOf(e.getMessage());
    }

    private void warn(String sentence) {
        if (said.add(sentence)) {
            warnings.accept(sentence);
        }
    }
}
