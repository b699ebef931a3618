package dev.factorizer.backend.tornado.entrypoints;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.backend.tornado.kernels.Kernel;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the adapter's build makes is made here, too, where TornadoVM is not installed: compiled against the few words of its API that
 * it uses, and run. A task starts at once here, without memory, so that the kernel throws, and its stack tells who called it.
 */
public class EntrypointsTest {
    private static final List<JavaFileObject> SOURCES = List.of(
            source("uk.ac.manchester.tornado.api.annotations.Parallel", """
                    package uk.ac.manchester.tornado.api.annotations;
                    @java.lang.annotation.Target(java.lang.annotation.ElementType.LOCAL_VARIABLE)
                    public @interface Parallel { }
                    """),
            source("uk.ac.manchester.tornado.api.KernelContext", """
                    package uk.ac.manchester.tornado.api;
                    public class KernelContext {
                        public final int groupIdx = 0;
                        public final int localIdx = 0;
                        public float[] allocateFloatLocalArray(int size) { return new float[size]; }
                        public void localBarrier() { }
                    }
                    """),
            source("uk.ac.manchester.tornado.api.TaskGraph", """
                    package uk.ac.manchester.tornado.api;
                    public class TaskGraph {
                        public interface Task3<A, B, C> { void run(A a, B b, C c); }
                        public interface Task4<A, B, C, D> { void run(A a, B b, C c, D d); }
                        public <A, B, C> TaskGraph task(String id, Task3<A, B, C> code, A a, B b, C c) {
                            code.run(a, b, c);
                            return this;
                        }
                        public <A, B, C, D> TaskGraph task(String id, Task4<A, B, C, D> code, A a, B b, C c, D d) {
                            code.run(a, b, c, d);
                            return this;
                        }
                    }
                    """),
            source("made.Made", """
                    package made;
                    import dev.factorizer.backend.tornado.adapter.entrypoints.Entrypoints;
                    import dev.factorizer.backend.tornado.adapter.entrypoints.Launches;
                    import dev.factorizer.backend.tornado.kernels.Kernel;
                    import uk.ac.manchester.tornado.api.TaskGraph;
                    public class Made implements dev.factorizer.backend.tornado.entrypoints.EntrypointsTest.Launcher {
                        public void add(Kernel kernel, int[] settings) {
                            Launches.add(new TaskGraph(), "task", kernel, null, null, settings);
                        }
                        public void addGroups(Kernel kernel, int[] settings) {
                            Launches.addGroups(new TaskGraph(), "task", kernel, null, null, settings);
                        }
                        public void putFloats(float[] memory, float[] transferred, int[] table) {
                            Entrypoints.runPutFloats(memory, transferred, table);
                        }
                        public void getIntegers(int[] integers, int[] transferred, int[] table) {
                            Entrypoints.runGetIntegers(integers, transferred, table);
                        }
                    }
                    """));

    /** What is made, called from here. */
    public interface Launcher {
        void add(Kernel kernel, int[] settings);

        void addGroups(Kernel kernel, int[] settings);

        void putFloats(float[] memory, float[] transferred, int[] table);

        void getIntegers(int[] integers, int[] transferred, int[] table);
    }

    @TempDir
    private static Path folder;
    private static URLClassLoader loader;
    private static Launcher made;

    private static JavaFileObject source(String name, String text) {
        return new SimpleJavaFileObject(URI.create("string:///" + name.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    /** Where a class was compiled to. */
    private static String folder(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    }

    @BeforeAll
    static void compile() throws IOException, URISyntaxException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            JavaCompiler.CompilationTask task = compiler.getTask(said, files, null, List.of("-d", folder.toString(), "-Xlint:all",
                    "-Werror", "-classpath", folder(Kernel.class) + File.pathSeparator + folder(Launcher.class)), null, SOURCES);
            task.setProcessors(List.of(new EntrypointProcessor()));
            assertTrue(task.call(), said::toString);
        }
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(Launcher.class.getName()), "made.Made\n");
        loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, EntrypointsTest.class.getClassLoader());
        made = ServiceLoader.load(Launcher.class, loader).findFirst().orElseThrow();
    }

    @AfterAll
    static void close() throws IOException {
        loader.close();
    }

    /** The calls from a kernel or phase up to what was launched. */
    private static List<StackTraceElement> launched(BiConsumer<Kernel, int[]> launch, Kernel kernel) {
        int[] settings = new int[256];
        Arrays.fill(settings, 1);
        return List.of(assertThrows(RuntimeException.class, () -> launch.accept(kernel, settings)).getStackTrace());
    }

    private static void checkCalls(List<StackTraceElement> stack, String callerClass, String callerMethod, Class<?> calleeClass) {
        int caller = IntStream.range(0, stack.size()).filter(i -> stack.get(i).getClassName().equals(
                EntrypointSources.PACKAGE + "." + callerClass)).findFirst().orElseThrow(() -> new AssertionError(stack.toString()));
        assertEquals(callerMethod, stack.get(caller).getMethodName());
        assertEquals(calleeClass.getName(), stack.get(caller - 1).getClassName());
    }

    private static String entrypoint(Kernel kernel) {
        String name = kernel.method().getName();
        return "run" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    @ParameterizedTest
    @EnumSource
    void everyKernelIsLaunched(Kernel kernel) {
        List<StackTraceElement> stack = launched(made::add, kernel);
        checkCalls(stack, "Entrypoints", entrypoint(kernel), kernel.method().getDeclaringClass());
        assertTrue(stack.stream().anyMatch(call -> call.getClassName().equals(kernel.method().getDeclaringClass().getName())
                && call.getMethodName().equals(kernel.method().getName())), stack::toString);
    }

    @ParameterizedTest
    @EnumSource
    void everyWorkOfGroupsIsLaunched(Kernel kernel) {
        List<StackTraceElement> stack = launched(made::addGroups, kernel);
        if (kernel.phases().isPresent()) {
            checkCalls(stack, "GroupEntrypoints", entrypoint(kernel), kernel.phases().get());
        } else {
            assertEquals("addGroups", stack.getFirst().getMethodName(), "it says that there are no groups");
        }
    }

    @Test
    void regionsAreTransferred() {
        float[] memory = new float[10];
        // Two elements, one piece, one bit; from 0 on, at 7.
        int[] table = {2, 1, 1, 0, 7};
        made.putFloats(memory, new float[] {3, 4}, table);
        assertEquals(List.of(3f, 4f, 0f), List.of(memory[7], memory[8], memory[9]));
        int[] back = new int[2];
        made.getIntegers(new int[] {0, 0, 0, 0, 0, 0, 0, 8, 9}, back, table);
        assertEquals(List.of(8, 9), List.of(back[0], back[1]));
    }

    @Test
    void theSameKernelsGiveTheSameText() {
        assertEquals(EntrypointSources.all(), EntrypointSources.all());
        assertEquals(List.of("Entrypoints", "GroupEntrypoints", "Launches"), List.copyOf(EntrypointSources.all().keySet()));
    }
}
