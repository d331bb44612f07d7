<%@ page contentType="text/plain" trimDirectiveWhitespaces="true" %>
<%@ taglib prefix="c" uri="jakarta.tags.core" %>
<c:set var="file" value="${pageContext.request.getPart('file')}" />
${file.submittedFileName}: ${file.size} bytes
