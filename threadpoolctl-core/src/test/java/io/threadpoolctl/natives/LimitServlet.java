package io.threadpoolctl.natives;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Of a web application that has a copy of the core in its own libraries. */
public final class LimitServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    /** For the server. */
    public LimitServlet() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Threadpools pools = Threadpools.ofProcess();
        Limits limits = Limits.all(Integer.parseInt(request.getParameter("threads")));
        String address = request.getRequestURL() + "?" + request.getQueryString();
        switch (request.getPathInfo()) {
            case "/hold" -> pools.run(limits, () -> HeldRequest.hold(address));
            case "/nested" ->
                pools.run(limits, () -> pools.<Integer, RuntimeException>call(limits, new AtomicInteger()::get));
            case "/leave" -> pools.limitProcess(limits); // and nobody closes it
            default -> throw new IllegalArgumentException(request.getPathInfo());
        }
        response.getWriter().print(Threadpools.class.getClassLoader().getClass().getSimpleName());
    }
}
