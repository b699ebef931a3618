package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factorizer.api.deconvolution.Deconvolution;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.io.weights.TorchCheckpoint;
import dev.factorizer.models.layers.BatchNormalization;
import dev.factorizer.models.layers.PatchMerging;
import dev.factorizer.models.networks.Deconver;
import dev.factorizer.models.networks.DynUNet;
import dev.factorizer.models.networks.SegResNet;
import dev.factorizer.models.networks.SwinUNETR;
import dev.factorizer.models.networks.UNETR;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.TestAbortedException;

/** Each network other than the Factorizer, exported by the command and opened by Python's PyTorch. */
class ExportedNetworksTest {
    /** Environment: the Python to ask. */
    private static final String PYTHON = "PYTHON";
    private static final String COMPARE = """
            import sys, torch
            network, sample = torch.jit.load(sys.argv[1]), torch.load(sys.argv[2])
            with torch.no_grad():
                found = network(sample["x"])
            error = ((found - sample["y"]).abs().max() / sample["y"].abs().max()).item()
            print(error)
            sys.exit(0 if found.shape == sample["y"].shape and error < 1e-5 else 1)
            """;

    /** What is exported; heads of deep supervision have weights, but no place in the file's computation. */
    enum Exported {
        DECONVER(Deconver.Settings.of(2, 1, List.of(8, 8, 8), List.of(4, 6, 8))),
        DECONVER_IN_GROUPS(Deconver.Settings.of(2, 1, List.of(8, 8, 8), List.of(4, 6)).withDeconvolution(Deconvolution.of(5)
                .withGroups(2).withRatio(2).withIterations(2).withUpdates(true, true))),
        DYN_UNET(DynUNet.Settings.plain(2, 1, List.of(8, 8, 8), List.of(4, 6, 8)).withDeepSupervisionHeads(1)),
        RESIDUAL_DYN_UNET(DynUNet.Settings.plain(2, 1, List.of(8, 8, 8), List.of(4, 6, 8))
                .withBlocks(new DynUNet.Blocks(new BatchNormalization(), true, 0.1))),
        SEG_RES_NET(new SegResNet.Settings(2, 1, List.of(8, 8, 8), 8, List.of(1, 2), List.of(1), 4, 0.1)),
        UNETR_OF_TWO_TOKENS(new UNETR.Settings(2, 1, List.of(32, 16, 16), 2, 6, 8, 3)),
        SWIN_UNETR(new SwinUNETR.Settings(2, 1, List.of(64, 32, 32), 2, new SwinUNETR.Stages(List.of(2, 2, 1, 1), List.of(1, 2, 2, 4), 3,
                2, PatchMerging.Corners.SIX, true)));

        private final NetworkSettings network;

        Exported(NetworkSettings network) {
            this.network = network;
        }
    }

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void pyTorchComputesTheSame(Exported exported) throws IOException, InterruptedException {
        Path bundle = TinyModel.write(folder.resolve("tiny.bundle"), exported.network);
        Path file = folder.resolve("network.pt");
        Path sample = folder.resolve("sample.pt");
        CommandRun run = CommandRun.of("export", "--model", bundle, "--output", file, "--sample", sample, "--backend", "jvm");
        assertEquals(0, run.code(), run.err());
        List<Integer> window = exported.network.window();
        assertArrayEquals(new int[] {1, 1, window.get(0), window.get(1), window.get(2)}, TorchCheckpoint.read(sample).tensors().get("y").shape());
        if (python("import torch") != 0) {
            throw new TestAbortedException("this Python has no torch; set " + PYTHON + " to one that has");
        }
        assertEquals(0, python(COMPARE, file.toString(), sample.toString()), () -> output());
    }

    private int python(String program, String... arguments) throws InterruptedException {
        String python = System.getenv().getOrDefault(PYTHON, "python3");
        List<String> command = new ArrayList<>(List.of(python, "-c", program));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output.txt").toFile()).start().waitFor();
        } catch (IOException e) {
            throw new TestAbortedException("no program " + python + "; set " + PYTHON + " to one with PyTorch", e);
        }
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("output.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
