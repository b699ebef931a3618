package dev.factorizer.io.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Refuses to write one file over another: what counts is the file, under whatever names and links it is reached. */
final class Overwriting {
    private Overwriting() { }

    /** What names stand for, all of them different, and none a file that is read. */
    static List<Target> targets(List<Path> files, Collection<Path> read) throws IOException {
        List<Target> targets = new ArrayList<>();
        Map<Path, Path> seen = new HashMap<>();
        for (Path file : files) {
            Target target = Target.of(file);
            Path same = seen.putIfAbsent(spelling(target), file);
            for (Target other : targets) {
                same = same == null && target.exists() && other.exists()
                        && Files.isSameFile(target.real(), other.real()) ? other.given() : same;
            }
            if (same != null) {
                throw new IOException(file + ": is the same file as " + same + ", expected a file of its own for each result");
            }
            requireUnread(target, read);
            targets.add(target);
        }
        return targets;
    }

    private static void requireUnread(Target target, Collection<Path> read) throws IOException {
        for (Path input : read) {
            if (target.exists() && Files.exists(input) && Files.isSameFile(target.real(), input)) {
                throw new IOException(target.given() + (input.equals(target.given()) ? ": is also read"
                        : ": is the same file as " + input + ", which is read") + "; choose another name");
            }
        }
    }

    /** Names that differ only in case, or in how an accent is encoded, are one file on many systems. */
    private static Path spelling(Target target) {
        return target.folder().resolve(Normalizer.normalize(target.name().toString(), Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT));
    }
}
