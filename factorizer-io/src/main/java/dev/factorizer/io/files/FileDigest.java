package dev.factorizer.io.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The SHA-256 of files: by it a result says which files it was made from. */
public final class FileDigest {
    private static final int BLOCK = 1 << 16;

    private FileDigest() { }

    /**
     * {@return the SHA-256 of a file's bytes, in 64 hexadecimal digits; of a folder, that of the names and digests of all files in it}
     *
     * @param path a file, or a folder such as a DICOM series
     * @throws IOException if it can't be read
     */
    public static String sha256(Path path) throws IOException {
        MessageDigest digest = newDigest();
        if (Files.isDirectory(path)) {
            List<Path> files;
            try (Stream<Path> all = Files.walk(path)) {
                files = all.filter(Files::isRegularFile).sorted().toList();
            }
            for (Path file : files) {
                String line = path.relativize(file).toString().replace('\\', '/') + '\0' + sha256(file) + '\n';
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
        } else {
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                throw new IOException(Printable.of(path) + ": is a device, pipe or socket, expected a file");
            }
            byte[] block = new byte[BLOCK];
            try (InputStream in = Files.newInputStream(path)) {
                for (int count = in.read(block); count >= 0; count = in.read(block)) {
                    digest.update(block, 0, count);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * {@return the SHA-256 of bytes, in 64 hexadecimal digits}
     *
     * @param bytes any bytes
     */
    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(newDigest().digest(bytes));
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
