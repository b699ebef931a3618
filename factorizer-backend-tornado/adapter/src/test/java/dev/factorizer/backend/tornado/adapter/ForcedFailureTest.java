package dev.factorizer.backend.tornado.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can't be computed on the device is an error; it is never computed in another way. */
class ForcedFailureTest {
    @TempDir
    private Path folder;

    /** What {@link OneSum} says, in a process of its own: TornadoVM reads its properties once. */
    private String run(String... options) throws IOException, InterruptedException {
        String home = System.getenv("TORNADOVM_HOME");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + home + "/tornado-argfile", "--module-path", home + "/share/java/tornado"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), OneSum.class.getName()));
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command).redirectError(folder.resolve("errors").toFile())
                .redirectOutput(output.toFile()).start();
        assertTrue(process.waitFor(3, TimeUnit.MINUTES), "the process has not ended");
        return Files.readAllLines(output).stream().filter(line -> line.startsWith("sum ") || line.startsWith("error "))
                .findFirst().orElse("nothing");
    }

    @Test
    void computesWhereNothingIsWrong() throws IOException, InterruptedException {
        assertEquals("sum [2.0, 4.0, 6.0]", run("-Dtornado.recover.bailout=False"));
    }

    @Test
    void aKernelThatDoesNotCompileIsAnError() throws IOException, InterruptedException {
        String said = run("-Dtornado.recover.bailout=False", "-Dtornado.opencl.compiler.flags=--no-such-flag");
        assertTrue(said.startsWith("error backend \"tornado\": ") && said.contains("compil"), said);
    }

    /** The device's compiler reads "1" for the name of the one kernel, so that everything else compiles. */
    @Test
    void theKernelThatDoesNotCompileIsNamed() throws IOException, InterruptedException {
        String said = run("-Dtornado.recover.bailout=False", "-Dtornado.opencl.compiler.flags=-w -Dadd=1");
        assertTrue(said.startsWith("error backend \"tornado\": zip (at layer.path) failed: "), said);
    }

    @Test
    void refusesToStartWhereTornadoWouldComputeInAnotherWay() throws IOException, InterruptedException {
        String said = run("-Dtornado.recover.bailout=True");
        assertTrue(said.contains("is not available") && said.contains("-Dtornado.recover.bailout=False"), said);
    }

    @Test
    void refusesArithmeticThatIsNotExact() throws IOException, InterruptedException {
        String said = run("-Dtornado.recover.bailout=False", "-Dtornado.opencl.compiler.flags=-cl-fast-relaxed-math");
        assertTrue(said.contains("-cl-fast-relaxed-math") && said.contains("exact arithmetic"), said);
    }

    @Test
    void tooLittleMemoryIsAnError() throws IOException, InterruptedException {
        String said = run("-Dtornado.recover.bailout=False", "-Dtornado.device.memory=1KB");
        assertTrue(said.startsWith("error backend \"tornado\": ") && said.contains("too little memory"), said);
    }
}
