package dev.factorizer.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factorizer.io.weights.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** A golden file among the test resources: what the reference computed, and with which settings. */
public record GoldenFile(JsonNode config, Weights weights) {
    /** Reads a file that lies beside a test class. */
    public static GoldenFile read(Class<?> beside, String name) throws IOException {
        Path copy = Files.createTempFile("golden", ".safetensors");
        try (InputStream in = beside.getResourceAsStream(name)) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            Weights weights = Weights.read(copy);
            return new GoldenFile(new ObjectMapper().readTree(weights.metadata().get("config")), weights);
        } finally {
            Files.delete(copy);
        }
    }

    public double[] doubles(String name) {
        return weights.tensors().get(name).doubles();
    }

    public float[] floats(String name) {
        return weights.tensors().get(name).floats();
    }

    public int[] shape(String name) {
        return weights.tensors().get(name).shape();
    }

    public List<Integer> integers(String name) {
        List<Integer> numbers = new ArrayList<>();
        config.get(name).forEach(number -> numbers.add(number.intValue()));
        return numbers;
    }

    /** The greatest difference over the greatest golden value. */
    public static double error(float[] found, double[] golden) {
        double difference = 0;
        double greatest = 1e-12;
        for (int i = 0; i < golden.length; i++) {
            difference = Math.max(difference, Math.abs(found[i] - golden[i]));
            greatest = Math.max(greatest, Math.abs(golden[i]));
        }
        return difference / greatest;
    }
}
