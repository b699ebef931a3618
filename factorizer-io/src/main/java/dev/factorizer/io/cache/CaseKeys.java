package dev.factorizer.io.cache;

import dev.factorizer.api.settings.Identity;
import dev.factorizer.io.files.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names of cached cases: SHA-256 of the format's version, the settings and the content of all inputs. Content is read again only
 * where size, time or identity of a file have changed since.
 */
final class CaseKeys {
    /** Of the file format, and of all that preparation computes: to be raised when the same settings come to give other numbers. */
    static final String FORMAT = "factorizer-case/1";
    private static final int BUFFER = 1 << 16;

    private record Hashed(InputFiles.Stamp stamp, byte[] hash) { }

    private final Map<Path, Hashed> known = new ConcurrentHashMap<>();
    private final byte[] settings;

    CaseKeys(Identity preparation) {
        settings = JsonTree.text(preparation.toTree());
    }

    /** The key of a case, 64 hexadecimal digits. */
    String of(CaseFiles files, List<String> series, InputFiles image, InputFiles label) throws IOException {
        MessageDigest digest = sha256();
        add(digest, FORMAT.getBytes(StandardCharsets.UTF_8));
        add(digest, settings);
        add(digest, String.join("\n", series).getBytes(StandardCharsets.UTF_8));
        addContent(digest, files, image, label);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The content of all files of a case, 64 hexadecimal digits. */
    String content(CaseFiles files, InputFiles image, InputFiles label) throws IOException {
        MessageDigest digest = sha256();
        addContent(digest, files, image, label);
        return HexFormat.of().formatHex(digest.digest());
    }

    private void addContent(MessageDigest digest, CaseFiles files, InputFiles image, InputFiles label) throws IOException {
        for (InputFiles inputs : List.of(image, label)) {
            add(digest, Integer.toString(inputs.files().size()).getBytes(StandardCharsets.UTF_8));
            for (Path file : inputs.files()) {
                add(digest, hash(files, file));
            }
        }
    }

    /** With its length, so that no two lists of parts are the same bytes. */
    private static void add(MessageDigest digest, byte[] part) {
        digest.update((part.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(part);
    }

    private byte[] hash(CaseFiles files, Path file) throws IOException {
        InputFiles.Stamp stamp = InputFiles.Stamp.of(file);
        Hashed before = known.get(file);
        if (before != null && before.stamp().equals(stamp)) {
            return before.hash();
        }
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int count; (count = in.read(buffer)) >= 0;) {
                digest.update(buffer, 0, count);
            }
        }
        byte[] hash = digest.digest();
        known.put(file, new Hashed(stamp, hash));
        return hash;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
