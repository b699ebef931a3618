package dev.factorizer.backend.tornado.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can't be computed on the device is an error; it is never computed in another way. */
class ForcedFailureTest {
    private static final String HOME = System.getenv("TORNADOVM_HOME");

    @TempDir
    private Path folder;

    /** What {@link TwoPrograms} says of each, in a process of its own: TornadoVM reads its properties once. */
    private List<String> run(String... options) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("@" + HOME + "/tornado-argfile"));
        all.addAll(List.of(options));
        return run(Map.of(), all);
    }

    private List<String> run(Map<String, String> environment, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path", HOME + "/share/java/tornado"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), TwoPrograms.class.getName()));
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(folder.resolve("errors").toFile())
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertTrue(process.waitFor(3, TimeUnit.MINUTES), "the process has not ended");
        List<String> said = Files.readAllLines(output).stream().filter(line -> line.matches("(sum|product|error) .*")).toList();
        assertEquals(2, said.size(), said::toString);
        return said;
    }

    private String first(String... options) throws IOException, InterruptedException {
        return run(options).getFirst();
    }

    @Test
    void computesWhereNothingIsWrong() throws IOException, InterruptedException {
        assertEquals(List.of("sum [2.0, 4.0, 6.0]", "product [1.0, 4.0, 9.0]"), run("-Dtornado.recover.bailout=False"));
    }

    @Test
    void aKernelThatDoesNotCompileIsAnError() throws IOException, InterruptedException {
        String said = first("-Dtornado.recover.bailout=False", "-Dtornado.opencl.compiler.flags=--no-such-flag");
        assertTrue(said.startsWith("error backend \"tornado\": ") && said.contains("compil"), said);
    }

    /** The device's compiler reads "1" for the name of the one entrypoint, so that everything else compiles. */
    @Test
    void theKernelThatDoesNotCompileIsNamedAndOthersRun() throws IOException, InterruptedException {
        List<String> said = run("-Dtornado.recover.bailout=False", "-Dtornado.opencl.compiler.flags=-w -DrunAdd=1");
        assertTrue(said.getFirst().startsWith("error backend \"tornado\": zip (at layer.path) failed: "), said::toString);
        assertEquals("product [1.0, 4.0, 9.0]", said.getLast(), "what failed leaves nothing to those that come after");
    }

    @Test
    void refusesToStartWhereTornadoWouldComputeInAnotherWay() throws IOException, InterruptedException {
        String said = first("-Dtornado.recover.bailout=True");
        assertTrue(said.contains("is not available") && said.contains("-Dtornado.recover.bailout=False"), said);
    }

    @Test
    void refusesArithmeticThatIsNotExact() throws IOException, InterruptedException {
        String said = first("-Dtornado.recover.bailout=False", "-Dtornado.opencl.compiler.flags=-cl-fast-relaxed-math");
        assertTrue(said.contains("-cl-fast-relaxed-math") && said.contains("exact arithmetic"), said);
    }

    @Test
    void refusesGroupsItDoesNotKnow() throws IOException, InterruptedException {
        String said = first("-Dtornado.recover.bailout=False", "-Dfactorizer.tornado.groups=npu");
        assertTrue(said.contains("factorizer.tornado.groups is \"npu\", expected one of [cpu, fpga, gpu]"), said);
    }

    @Test
    void tooLittleMemoryIsAnError() throws IOException, InterruptedException {
        String said = first("-Dtornado.recover.bailout=False", "-Dtornado.device.memory=1KB");
        assertTrue(said.startsWith("error backend \"tornado\": ") && said.contains("too little memory"), said);
    }

    /** Where another driver than OpenCL's has a device, that computes. */
    @Test
    void saysThatThereIsNoDevice() throws IOException, InterruptedException {
        String said = run(Map.of("OCL_ICD_VENDORS", folder.toString()), List.of("@" + HOME + "/tornado-argfile",
                "-Dtornado.recover.bailout=False")).getFirst();
        assertTrue(said.equals("sum [2.0, 4.0, 6.0]") || said.contains("is not available: TornadoVM finds no device. Install a driver"), said);
    }

    @Test
    void saysThatJavaWasStartedWithoutItsOptions() throws IOException, InterruptedException {
        List<String> said = run(Map.of(), List.of("-Dtornado.recover.bailout=False"));
        assertTrue(said.getFirst().contains("is not available: TornadoVM does not start") && said.getFirst().contains("tornado-argfile"),
                said::toString);
        assertEquals(said.getFirst(), said.getLast(), "the second backend says what the first did");
    }
}
