package dev.factorizer.bench.scripts;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Constant;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.backend.djl.script.ScriptArchive;
import dev.factorizer.backend.djl.script.TensorFile;
import dev.factorizer.backend.djl.script.TorchScript;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A new folder of scripts. {@code programs.json} lists them; beside it lie, for each, the module that {@code torch.jit.load}
 * opens and a file that {@code torch.load} opens as a dictionary: {@code given.0} … are the arguments of the module's method in
 * order, {@code expected.0} … what it must give, in order.
 */
final class ScriptFolder {
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path folder;
    private final String device;
    private final List<Map<String, Object>> entries = new ArrayList<>();

    /**
     * An empty one.
     *
     * @param folder where it is to be
     * @param device where the scripts make tensors, as PyTorch names it
     * @throws IOException if it can't be made
     */
    ScriptFolder(Path folder, String device) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.device = device;
    }

    /** Adds a program. */
    void add(ScriptCase program) throws IOException {
        TorchScript script = program.script(device);
        String name = String.format(Locale.ROOT, "%04d", entries.size());
        Files.write(folder.resolve(name + ".script.pt"), ScriptArchive.of(script));
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Value input : script.inputs()) {
            tensors.put("given." + tensors.size(), given(program, input.node()));
        }
        List<Map<String, Object>> results = new ArrayList<>();
        for (Value output : script.outputs()) {
            String result = program.nameOf(output);
            ScriptCase.Expected expected = program.expected().get(result);
            tensors.put("expected." + results.size(), expected.value());
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", result);
            entry.put("allowed", expected.allowed().isPresent() ? expected.allowed().getAsDouble() : null);
            results.add(entry);
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve(name + ".tensors.pt")))) {
            TensorFile.write(out, tensors);
        }
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("set", program.set());
        entry.put("name", program.name());
        entry.put("matmulPrecision", program.products().toString());
        entry.put("script", name + ".script.pt");
        entry.put("tensors", name + ".tensors.pt");
        entry.put("given", script.inputs().size());
        entry.put("results", results);
        entries.add(entry);
    }

    private static Tensor given(ScriptCase program, Node node) {
        return node.operation() instanceof Constant constant ? constant.literal().tensor()
                : program.given().get(((Placeholder) node.operation()).name());
    }

    /** Writes the list of all that was added. */
    void finish() throws IOException {
        Map<String, Object> index = new LinkedHashMap<>();
        index.put("format", "factorizer-scripts/1");
        index.put("device", device);
        index.put("programs", entries);
        Files.write(folder.resolve("programs.json"), JSON.writeValueAsBytes(index));
    }
}
