package dev.factorizer.io.bundle;

import dev.factorizer.io.files.JsonTree;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.weights.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads a bundle from its parts; each is read once, and what was hashed is what is used. */
final class BundleReader {
    /** Where a model comes from may take pages, but a tree of a megabyte of JSON already takes a hundred of memory. */
    static final int LONGEST_MANIFEST = 1 << 20;

    private BundleReader() { }

    /** Reads all of it. If it is replaced meanwhile, the manifest is another one afterwards, and reading starts over. */
    static ModelBundle read(BundleSource source) throws IOException {
        byte[] text = source.part(Manifest.NAME, LONGEST_MANIFEST);
        while (true) {
            try {
                return read(source, text);
            } catch (MalformedFileException e) {
                byte[] now = source.part(Manifest.NAME, LONGEST_MANIFEST);
                if (Arrays.equals(now, text)) {
                    throw e;
                }
                text = now;
            }
        }
    }

    private static ModelBundle read(BundleSource source, byte[] text) throws IOException {
        Path name = source.describe(Manifest.NAME);
        Manifest manifest = manifest(text, name);
        Weights weights = weights(source, manifest.weights());
        try {
            return new ModelBundle(manifest.network(), manifest.channels(), manifest.preprocessing(), manifest.labels(),
                    manifest.tiling(), manifest.temperature(), manifest.provenance(), weights);
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(name, String.valueOf(e.getMessage()), e);
        }
    }

    /** Reads the manifest alone. */
    static Manifest manifest(BundleSource source) throws IOException {
        return manifest(source.part(Manifest.NAME, LONGEST_MANIFEST), source.describe(Manifest.NAME));
    }

    private static Manifest manifest(byte[] text, Path name) throws IOException {
        try {
            return Manifest.of(JsonTree.parse(text, name, "valid JSON of a model bundle"));
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(name, String.valueOf(e.getMessage()), e);
        }
    }

    private static Weights weights(BundleSource source, Manifest.Part expected) throws IOException {
        Path name = source.describe(Manifest.WEIGHTS);
        byte[] bytes = source.part(Manifest.WEIGHTS, expected);
        if (bytes.length != expected.bytes()) {
            throw new MalformedFileException(name, "has " + bytes.length + " bytes, expected " + expected.bytes()
                    + " as " + Manifest.NAME + " says; copy the bundle again");
        }
        String found = BundleParts.sha256(bytes);
        if (!found.equals(expected.sha256())) {
            throw new MalformedFileException(name, "has the SHA-256 " + found + ", expected " + expected.sha256()
                    + " as " + Manifest.NAME + " says; it was changed or damaged, so copy the bundle again");
        }
        return Weights.parse(bytes, name);
    }
}
