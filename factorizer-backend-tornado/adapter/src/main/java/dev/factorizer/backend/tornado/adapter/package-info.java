/** Task graphs on TornadoVM's devices. Start with {@link dev.factorizer.backend.tornado.adapter.TornadoRuntime}. */
package dev.factorizer.backend.tornado.adapter;
