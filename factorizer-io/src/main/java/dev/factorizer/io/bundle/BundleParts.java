package dev.factorizer.io.bundle;

import dev.factorizer.io.files.JsonTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files of a bundle before they are written.
 *
 * @param files contents by name, the manifest first
 */
record BundleParts(Map<String, byte[]> files) {
    static BundleParts of(ModelBundle bundle) throws IOException {
        ByteArrayOutputStream weights = new ByteArrayOutputStream();
        bundle.weights().writeTo(weights);
        byte[] bytes = weights.toByteArray();
        Manifest manifest = new Manifest(bundle.network(), bundle.channels(), bundle.preprocessing(), bundle.labels(),
                bundle.tiling(), bundle.temperature(), bundle.provenance(), new Manifest.Part(bytes.length, sha256(bytes)));
        Map<String, byte[]> files = new LinkedHashMap<>();
        byte[] text = JsonTree.text(manifest.tree());
        if (text.length > BundleReader.LONGEST_MANIFEST) {
            throw new IOException(Manifest.NAME + " would have " + text.length + " bytes, expected at most "
                    + BundleReader.LONGEST_MANIFEST + "; say less about where the model comes from");
        }
        files.put(Manifest.NAME, text);
        files.put(Manifest.WEIGHTS, bytes);
        return new BundleParts(files);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
        }
    }
}
