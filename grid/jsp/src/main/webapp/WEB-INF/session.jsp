<%@ page contentType="text/plain" trimDirectiveWhitespaces="true" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<c:set var="visits" scope="session" value="${sessionScope.visits + 1}" />
visit ${sessionScope.visits}
