<%@ page contentType="text/plain" trimDirectiveWhitespaces="true" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<c:forEach var="line" begin="1" end="1000">line ${line}<% out.print("\n"); out.flush(); %></c:forEach>
