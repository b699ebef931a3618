package dev.factorizer.examples.measure;

import dev.factorizer.api.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;

/** The bits of named tensors in a few letters: two runs that computed the same have the same. */
final class ResultDigest {
    private ResultDigest() { }

    /** The first 16 hexadecimal digits of SHA-256 over names, types and numbers. */
    static String of(SortedMap<String, Tensor> results) {
        MessageDigest digest = sha256();
        results.forEach((name, tensor) -> {
            digest.update((name + " " + tensor.type() + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(tensor.segment().toArray(ValueLayout.JAVA_BYTE));
        });
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
