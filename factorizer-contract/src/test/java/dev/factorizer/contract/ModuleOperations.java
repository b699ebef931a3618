package dev.factorizer.contract;

import dev.factorizer.api.graph.Operation;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.reflect.AccessFlag;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The operations of the API's module, read from its class files: an operation that no list names is found as well. */
final class ModuleOperations {
    private static final String OPERATION = Operation.class.getName().replace('.', '/');

    private final Map<String, ClassModel> classes = new HashMap<>();

    private ModuleOperations() { }

    /** The simple names of all records that are operations. */
    static SortedSet<String> names() throws IOException {
        ModuleOperations scan = new ModuleOperations();
        scan.read(URI.create(Operation.class.getResource("Operation.class").toString()));
        SortedSet<String> names = new TreeSet<>();
        scan.classes.forEach((name, model) -> {
            if (!model.flags().has(AccessFlag.INTERFACE) && !model.flags().has(AccessFlag.ABSTRACT) && scan.isOperation(name)) {
                names.add(name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('$')) + 1));
            }
        });
        return names;
    }

    /** A folder of classes, a jar, or the image of a runtime that has the module in it. */
    private void read(URI operation) throws IOException {
        if (!operation.getScheme().equals("jar")) {
            read(Path.of(operation));
            return;
        }
        String[] parts = operation.getSchemeSpecificPart().split("!");
        try (FileSystem jar = FileSystems.newFileSystem(Path.of(new URI(parts[0])))) {
            read(jar.getPath(parts[1]));
        } catch (URISyntaxException e) {
            throw new IOException("the API's jar has no path: " + operation, e);
        }
    }

    /** All classes of all packages of the module; {@code graph/Operation.class} is two folders down from their root. */
    private void read(Path operation) throws IOException {
        try (Stream<Path> files = Files.walk(operation.getParent().getParent())) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                ClassModel model = ClassFile.of().parse(Files.readAllBytes(file));
                classes.put(model.thisClass().asInternalName(), model);
            }
        }
    }

    private boolean isOperation(String name) {
        ClassModel model = classes.get(name);
        List<String> interfaces = model == null ? List.of()
                : model.interfaces().stream().map(entry -> entry.asInternalName()).toList();
        return name.equals(OPERATION) || interfaces.stream().anyMatch(this::isOperation);
    }
}
