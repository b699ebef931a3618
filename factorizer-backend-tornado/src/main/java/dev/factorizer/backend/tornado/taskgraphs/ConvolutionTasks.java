package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.Convolution;
import dev.factorizer.api.operations.ConvolutionInputGradient;
import dev.factorizer.api.operations.ConvolutionWeightGradient;

/** Convolutions and their gradients. */
final class ConvolutionTasks {
    private ConvolutionTasks() { }

    static void forward(Convolution convolution, Node node, TaskWriter tasks) {
        throw new UnsupportedOperationException("not yet");
    }

    static void inputGradient(ConvolutionInputGradient gradient, Node node, TaskWriter tasks) {
        throw new UnsupportedOperationException("not yet");
    }

    static void weightGradient(ConvolutionWeightGradient gradient, Node node, TaskWriter tasks) {
        throw new UnsupportedOperationException("not yet");
    }

    static long workspace(Convolution convolution, Node node) {
        throw new UnsupportedOperationException("not yet");
    }

    static long workspace(ConvolutionInputGradient gradient, Node node) {
        throw new UnsupportedOperationException("not yet");
    }

    static long workspace(ConvolutionWeightGradient gradient, Node node) {
        throw new UnsupportedOperationException("not yet");
    }
}
